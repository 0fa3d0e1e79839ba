import type { Discovery } from './discovery.ts';
import type { ApiResource } from './resource.ts';

/**
 * The resource that a person means: plural, singular, short name or kind, in any case, with the group behind a dot
 * where several groups have it (`deploy`, `Deployment`, `deployments.apps`). Core and then the server's order decide
 * between equal ones, as in kubectl. `undefined` where the server has no such resource that can be listed.
 */
export function findResource({ resources }: Discovery, text: string): ApiResource | undefined {
  const [name = '', ...rest] = text.toLowerCase().split('.');
  const group = rest.join('.');
  const listable = resources.filter(({ verbs }) => verbs.includes('list'));
  const ofGroup = listable.filter(each => group === '' || each.group === group);
  const exact = ofGroup.find(each => each.resource === name || each.kind.toLowerCase() === name);
  return exact ?? ofGroup.find(({ shortNames }) => shortNames.includes(name));
}
