import type { BuildResult } from '../kustomize/build.ts';
import type { BuildCache } from '../kustomize/buildCache.ts';
import { buildLoaded } from './buildLoaded.ts';
import type { KnownRoots } from './completionSources.ts';
import type { Workspace } from './workspace.ts';

/** What one root renders. */
export interface Render {
  /** Its directory. */
  readonly root: string;
  readonly result: BuildResult;
}

/** What roots render at the moment, for questions about their objects. */
export interface Renders {
  /** Of those roots that read a file (real path) and are applied: no components, no bases that others build on. */
  reading(path: string): Promise<readonly Render[]>;
  /** Of all roots that are applied. */
  all(): Promise<readonly Render[]>;
  /** Of one root; `undefined` where nothing can be built. */
  of(root: string): Promise<Render | undefined>;
}

/** What renders are made from. */
export interface RenderPorts {
  readonly workspace: Workspace;
  readonly known: KnownRoots;
  /** That of the analysis, which has built nearly all of it already. */
  readonly cache: BuildCache;
  /** Lets waiting events be handled; called between builds. */
  pause(): Promise<void>;
}

/** Renders are made when they are asked for, and remembered by the cache alone. */
export function createRenders({ workspace, known, cache, pause }: RenderPorts): Renders {
  const { signal } = new AbortController();

  async function of(root: string): Promise<Render | undefined> {
    if (workspace.snapshot.entry(root)?.kind !== 'directory') return undefined;
    await pause();
    const options = await workspace.buildOptions(root);
    const result = await buildLoaded(workspace, root, { cache, options, signal });
    return result.kind === undefined ? undefined : { root, result };
  }

  async function applied(roots: readonly string[]): Promise<readonly Render[]> {
    const renders: Render[] = [];
    for (const root of roots) {
      const render = await of(root);
      if (render?.result.kind === 'Kustomization') renders.push(render);
    }
    return renders.filter(render => !renders.some(other => other !== render && takes(other, render)));
  }

  return {
    of,
    all: () => applied(known.roots()),
    async reading(path) {
      const renders = await applied(known.readersOf(path));
      return renders.filter(({ result }) => result.reads.has(path));
    },
  };
}

/** Whether the one builds on the other. */
function takes(render: Render, base: Render): boolean {
  const own = base.result.kustomizations[0]?.file.path;
  return render.result.kustomizations.some(({ file }, index) => index > 0 && file.path === own);
}
