import { type BuildResult, build } from '../../kustomize/build.ts';
import { newBuildCache } from '../../kustomize/buildCache.ts';
import { createOpenFiles } from '../../kustomize/openFiles.ts';
import { render } from '../../kustomize/render/render.ts';
import type { Snapshot } from '../../kustomize/snapshot.ts';
import type { SourceFile } from '../../yaml/node.ts';

/** With more kustomizations than these nobody waits for an answer, and none is offered. */
const mostRoots = 60;

/**
 * Whether every one of `roots` renders the same bytes and runs into the same problems with `file` as it is without it.
 * With `whole` a root that does not render at all proves nothing, and the answer is no; a component by itself may.
 */
export function isSameOutput(
  snapshot: Snapshot,
  file: SourceFile,
  roots: readonly string[],
  { whole }: { readonly whole: boolean },
): boolean {
  if (roots.length === 0 || roots.length > mostRoots) return false;
  const cache = newBuildCache();
  const changed = createOpenFiles(snapshot);
  changed.set(file);
  let proved = false;
  const isSame = roots.every(root => {
    const before = build(root, snapshot, cache);
    const after = build(root, changed, cache);
    if (before.kind === 'Kustomization') {
      if (whole && before.problems.length > 0) return false;
      proved = true;
    }
    return outcome(before) === outcome(after);
  });
  return isSame && (proved || !whole);
}

function outcome({ resources, problems, needs }: BuildResult): string {
  const lacking = needs.map(need => ('url' in need ? need.url : need.kind));
  return JSON.stringify([render(resources), problems.map(({ code }) => code), lacking]);
}
