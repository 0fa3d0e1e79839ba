import { posix } from 'node:path';
import { type BuildResult, build } from '../../kustomize/build.ts';
import { newBuildCache } from '../../kustomize/buildCache.ts';
import { createOpenFiles } from '../../kustomize/openFiles.ts';
import { render } from '../../kustomize/render/render.ts';
import type { Snapshot } from '../../kustomize/snapshot.ts';
import type { SourceFile } from '../../yaml/node.ts';
import { isWhole } from '../buildRoot.ts';

/** With more kustomizations than these nobody waits for an answer, and none is offered. */
const mostRoots = 60;

/**
 * Whether every one of `roots` renders the same bytes and runs into the same problems with `file` as it is without it.
 * What does not render proves nothing: the directory of the file must, for a component every consumer. Another root
 * that does not render, for a remote base perhaps, has the file from its directory as all others do.
 */
export function isSameOutput(snapshot: Snapshot, file: SourceFile, roots: readonly string[]): boolean {
  if (roots.length > mostRoots) return false;
  const cache = newBuildCache();
  const changed = createOpenFiles(snapshot);
  changed.set(file);
  const builds = roots.map(root => ({ root, before: build(root, snapshot, cache) }));
  const own = builds.find(({ root }) => root === posix.dirname(file.path))?.before;
  const witnesses =
    own?.kind === 'Kustomization'
      ? [own]
      : builds.map(({ before }) => before).filter(({ kind }) => kind !== 'Component');
  if (witnesses.length === 0 || !witnesses.every(isWhole)) return false;
  return builds.every(({ root, before }) => outcome(before) === outcome(build(root, changed, cache)));
}

function outcome({ resources, problems, needs }: BuildResult): string {
  const lacking = needs.map(need => ('url' in need ? need.url : need.kind));
  return JSON.stringify([render(resources), problems.map(({ code }) => code), lacking]);
}
