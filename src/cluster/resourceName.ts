import type { Discovery } from './discovery.ts';
import type { ApiResource } from './resource.ts';

/**
 * The resource that a person means: plural, singular, short name or kind, in any case, with the group behind a dot
 * where several groups have it (`deploy`, `Deployment`, `deployments.apps`), or with version and group
 * (`deployments.v1.apps`). Core and then the server's order decide between equal ones, as in kubectl. `undefined` where
 * the server has no such resource that can be listed.
 */
export function findResource({ resources }: Discovery, text: string): ApiResource | undefined {
  const [name = '', ...rest] = text.toLowerCase().split('.');
  const listable = resources.filter(({ verbs }) => verbs.includes('list'));
  const [version, ...groupParts] = rest;
  const atVersion = listable.filter(
    each => rest.length > 1 && each.version === version && each.group === groupParts.join('.'),
  );
  const group = rest.join('.');
  return (
    named(atVersion, name) ??
    named(
      listable.filter(each => group === '' || each.group === group),
      name,
    )
  );
}

function named(resources: readonly ApiResource[], name: string): ApiResource | undefined {
  const isExact = ({ resource, singular, kind }: ApiResource) =>
    resource === name || singular === name || kind.toLowerCase() === name;
  return resources.find(isExact) ?? resources.find(({ shortNames }) => shortNames.includes(name));
}
