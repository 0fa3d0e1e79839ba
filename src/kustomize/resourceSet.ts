import { isKubernetesType } from '../schema/openapi.ts';
import type { PathLocation } from '../yaml/location.ts';
import { type BuildContext, report } from './buildContext.ts';
import { askForTypes } from './config/openapi.ts';
import { formatId, idKey, type Resource, type ResourceId } from './resource.ts';

/** Resources in the order in which they came, never two with one id. */
export interface ResourceSet {
  readonly resources: readonly Resource[];
  /** Adds one; reports at `referrer`, the item that brought it, where its id is taken, and leaves it out. */
  append(resource: Resource, referrer: PathLocation): void;
  /** Puts a resource in the place of another. */
  replace(old: Resource, by: Resource): void;
}

/** A set that starts with `resources`, whose ids differ. */
export function createResourceSet(context: BuildContext, resources: readonly Resource[]): ResourceSet {
  const all = [...resources];
  const byId = new Map(all.map(resource => [idKey(resource.id), resource]));
  const broughtBy = new Map<Resource, PathLocation>();
  return {
    resources: all,
    append(resource, referrer) {
      if (!isKubernetesType(resource.id)) {
        context.schemas.asked += 1;
        askForTypes(context);
      }
      const key = idKey(resource.id);
      const first = byId.get(key);
      if (first !== undefined) {
        const entry = broughtBy.get(first);
        const related = [first.location, resource.location, ...(entry === undefined ? [] : [entry])];
        report(context, 'resource.duplicate', { id: formatId(resource.id) }, referrer, related);
        return;
      }
      byId.set(key, resource);
      broughtBy.set(resource, referrer);
      all.push(resource);
    },
    replace(old, by) {
      const index = all.indexOf(old);
      if (index < 0) return;
      all[index] = by;
      byId.delete(idKey(old.id));
      byId.set(idKey(by.id), by);
    },
  };
}

/** Reports resources whose ids a patch made equal, and leaves the later ones out. */
export function withoutDuplicates(
  context: BuildContext,
  resources: readonly Resource[],
  location: PathLocation,
): readonly Resource[] {
  const seen = new Map<string, Resource>();
  return resources.filter(resource => {
    const key = idKey(resource.id);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, resource);
      return true;
    }
    const id = formatId(resource.id);
    report(context, 'resource.duplicate', { id }, location, [first.location, resource.location]);
    return false;
  });
}

/** Whether the present id or any former one satisfies a condition; former ones have the present group and version. */
export function anyId(resource: Resource, matches: (id: ResourceId) => boolean): boolean {
  const { id, previous } = resource;
  return matches(id) || previous.some(former => matches({ ...id, ...former }));
}
