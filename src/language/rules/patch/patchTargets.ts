import type { BuildResult } from '../../../kustomize/build.ts';
import { patchId, type StrategicPatch } from '../../../kustomize/patch/strategicPatch.ts';
import { idsOf } from '../../../kustomize/replacement/source.ts';
import type { Resource } from '../../../kustomize/resource.ts';
import { inOneNamespace } from '../graph.ts';
import { selectedBy } from '../selected.ts';
import type { PatchEntry } from './patchEntries.ts';

/**
 * The rendered resources that an object of a patch was merged into, told by what they are called now and were called
 * before; `undefined` where that does not tell, as where another base has one that the patch never saw.
 */
export function targetsOf(
  entry: PatchEntry,
  patch: StrategicPatch,
  result: BuildResult,
): readonly Resource[] | undefined {
  if (entry.target !== undefined) {
    const path = [...entry.item.location.path, 'target'];
    return selectedBy(entry.target, { uri: entry.item.location.uri, path }, result);
  }
  const wanted = patchId(patch);
  const found = result.resources.filter(resource =>
    idsOf(resource).some(
      id =>
        id.kind === wanted.kind &&
        id.name === wanted.name &&
        id.group === wanted.group &&
        inOneNamespace(id.namespace, wanted.namespace),
    ),
  );
  return found.length === 1 ? found : undefined;
}
