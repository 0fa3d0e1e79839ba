import { distance } from 'fastest-levenshtein';
import { type BuildContext, report, reportNotFound } from '../buildContext.ts';
import { effectiveNamespace, formatId, idKey, type Resource, type ResourceId } from '../resource.ts';
import { anyId } from '../resourceSet.ts';
import { patchId, type StrategicPatch } from './strategicPatch.ts';

/** The one resource that has or had the id which a patch names; reports where there is none or several. */
export function findTarget(
  context: BuildContext,
  resources: readonly Resource[],
  patch: StrategicPatch,
): Resource | undefined {
  const wanted = patchId(patch);
  const key = idKey(wanted);
  const found = resources.filter(resource => anyId(resource, id => idKey(id) === key));
  const [target, ...others] = found;
  if (target !== undefined && others.length === 0) return target;
  const { text, source, document } = patch;
  const location = text.locate(source, ['metadata', 'name'], document);
  // Who reads the patch's own file sees which kustomization takes it.
  const related = location.uri === text.entry.uri ? undefined : [text.entry];
  const id = formatId(wanted);
  if (target === undefined) {
    const nearest = nearestId(wanted, resources);
    const params = nearest === undefined ? { id } : { id, nearest };
    reportNotFound(context, 'patch.no-target', params, location, related);
    return undefined;
  }
  const candidates = found.map(resource => formatId(resource.id));
  report(context, 'patch.ambiguous-target', { id, candidates }, location, related);
  return undefined;
}

/** The id that a person most likely meant: wrong in one part, or in the name by a few letters. */
function nearestId(wanted: ResourceId, resources: readonly Resource[]): string | undefined {
  let best: string | undefined;
  let bestCost = 8;
  for (const { id } of resources) {
    const cost =
      distance(id.name.toLowerCase(), wanted.name.toLowerCase()) +
      (id.kind === wanted.kind ? 0 : 4) +
      (id.group === wanted.group && id.version === wanted.version ? 0 : 2) +
      (effectiveNamespace(id) === effectiveNamespace(wanted) ? 0 : 1);
    if (cost < bestCost) {
      best = formatId(id);
      bestCost = cost;
    }
  }
  return best;
}
