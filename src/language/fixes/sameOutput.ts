import { posix } from 'node:path';
import { type BuildResult, build } from '../../kustomize/build.ts';
import { newBuildCache } from '../../kustomize/buildCache.ts';
import { createOpenFiles } from '../../kustomize/openFiles.ts';
import type { BuildOptions } from '../../kustomize/options.ts';
import { render } from '../../kustomize/render/render.ts';
import type { Snapshot } from '../../kustomize/snapshot.ts';
import type { SourceFile } from '../../yaml/node.ts';
import { hasMistake, isWhole } from '../lack.ts';
import type { Workspace } from '../workspace.ts';

/** With more kustomizations than these nobody waits for an answer, and none is offered. */
const mostRoots = 60;

/**
 * Whether every one of `roots` renders the same bytes and runs into the same problems with `file` as it is without it.
 * What does not render proves nothing: the directory of the file must, for a component every consumer. Another root
 * that does not render, for a remote base perhaps, has the file from its directory as all others do.
 */
export async function isSameOutput(
  workspace: Pick<Workspace, 'snapshot' | 'buildOptions'>,
  file: SourceFile,
  roots: readonly string[],
): Promise<boolean> {
  if (roots.length > mostRoots) return false;
  const { builds, after } = await buildsWithout(workspace, file, roots);
  const own = builds.find(({ root }) => root === posix.dirname(file.path))?.before;
  const witnesses =
    own?.kind === 'Kustomization'
      ? [own]
      : builds.map(({ before }) => before).filter(({ kind }) => kind !== 'Component');
  if (witnesses.length === 0 || !witnesses.every(result => isWhole(result) && !hasMistake(result)))
    return false;
  return builds.every(one => outcome(one.before) === outcome(after(one)));
}

/** Whether none of `roots` runs into more problems with `file` as it is than without it, as far as can be told here. */
export async function addsNoProblem(
  workspace: Pick<Workspace, 'snapshot' | 'buildOptions'>,
  file: SourceFile,
  roots: readonly string[],
): Promise<boolean> {
  if (roots.length > mostRoots) return false;
  const { builds, after } = await buildsWithout(workspace, file, roots);
  return builds.every(one => after(one).problems.length <= one.before.problems.length);
}

interface RootWithout {
  readonly root: string;
  readonly options: BuildOptions;
  readonly before: BuildResult;
}

/** The builds of `roots` without `file` as it is; `after` gives that of one of them with it. */
async function buildsWithout(
  { snapshot, buildOptions }: Pick<Workspace, 'snapshot' | 'buildOptions'>,
  file: SourceFile,
  roots: readonly string[],
): Promise<{ readonly builds: readonly RootWithout[]; readonly after: (one: RootWithout) => BuildResult }> {
  const open = createOpenFiles(snapshot);
  open.set(file);
  const changed: Snapshot = { ...snapshot, entry: open.entry };
  const cache = newBuildCache();
  const builds = await Promise.all(
    roots.map(async root => {
      const options = await buildOptions(root);
      return { root, options, before: build(root, snapshot, cache, options) };
    }),
  );
  return { builds, after: ({ root, options }) => build(root, changed, cache, options) };
}

function outcome({ resources, problems, needs }: BuildResult): string {
  return JSON.stringify([render(resources), problems.map(({ code }) => code), needs]);
}
