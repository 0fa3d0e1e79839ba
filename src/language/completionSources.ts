import { newBuildCache } from '../kustomize/buildCache.ts';
import { kustomizationFileNames } from '../kustomize/load/kustomizationFile.ts';
import type { Resource } from '../kustomize/resource.ts';
import type { Snapshot } from '../kustomize/snapshot.ts';
import { startingResources } from '../kustomize/startingResources.ts';
import type { Workspace } from './workspace.ts';

/** What completion asks about the workspace; nothing of it is kept up to date while nobody completes. */
export interface CompletionSources {
  readonly workspace: Workspace;
  /** The directories with a kustomization that are known. */
  roots(): readonly string[];
  /**
   * The resources that the kustomization at `path` starts from, and for a Component those of its consumers. Where it
   * cannot be read as it is, it is read without line `line`, where somebody types; else the last answer holds.
   */
  resources(path: string, line: number): Promise<readonly Resource[]>;
}

/** What is asked of the roots: which there are, and which of them looked at a file. */
export interface KnownRoots {
  roots(): readonly string[];
  readersOf(path: string): readonly string[];
}

/** A Component's consumers beyond this many are not looked at. */
const mostConsumers = 8;

/** Sources over a workspace; what they remember is let go with them. */
export function createCompletionSources(workspace: Workspace, known: KnownRoots): CompletionSources {
  const cache = newBuildCache();
  const lastGood = new Map<string, readonly Resource[]>();
  const { signal } = new AbortController();

  async function start(directory: string, snapshot: Snapshot): Promise<readonly Resource[] | undefined> {
    for (;;) {
      const { resources, needs } = startingResources(directory, snapshot, cache);
      const missing = needs.filter(need => need.kind === 'entry');
      if (missing.length === 0) return resources;
      await workspace.load(missing, signal);
    }
  }

  async function own(path: string, line: number): Promise<readonly Resource[]> {
    const directory = directoryOf(path);
    const resources =
      (await start(directory, workspace.snapshot)) ??
      (await start(directory, withoutLine(workspace.snapshot, path, line)));
    if (resources !== undefined) lastGood.set(directory, resources);
    return resources ?? lastGood.get(directory) ?? [];
  }

  return {
    workspace,
    roots: known.roots,
    async resources(path, line) {
      const resources = [...(await own(path, line))];
      if (!isComponent(workspace.snapshot, directoryOf(path))) return resources;
      const consumers = known.readersOf(path).filter(root => root !== directoryOf(path));
      for (const consumer of consumers.slice(0, mostConsumers)) {
        resources.push(...((await start(consumer, workspace.snapshot)) ?? []));
      }
      return resources;
    },
  };
}

/** Whether the kustomization of a directory is a Component, as far as the snapshot knows it. */
export function isComponent(snapshot: Snapshot, directory: string): boolean | undefined {
  const text = kustomizationText(snapshot, directory);
  return text === undefined ? undefined : /^kind:\s*["']?Component\b/m.test(text);
}

/** The text of the kustomization of a directory, where the snapshot knows it. */
export function kustomizationText(snapshot: Snapshot, directory: string): string | undefined {
  for (const name of kustomizationFileNames) {
    const entry = snapshot.entry(`${directory === '/' ? '' : directory}/${name}`);
    if (entry?.kind === 'file') return entry.file.text;
  }
  return undefined;
}

function withoutLine(below: Snapshot, path: string, line: number): Snapshot {
  const entry = below.entry(path);
  if (entry?.kind !== 'file') return below;
  const text = entry.file.text.split('\n').toSpliced(line, 1, '').join('\n');
  const bytes = new TextEncoder().encode(text);
  const blanked = { ...entry, file: { ...entry.file, text }, bytes };
  return { entry: asked => (asked === path ? blanked : below.entry(asked)) };
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
