import { posix } from 'node:path';
import type { BuildResult } from '../kustomize/build.ts';
import type { SourceFile } from '../yaml/node.ts';
import type { Judgement } from './judges.ts';
import { hasMistake, isWhole } from './lack.ts';
import { kustomizationIn } from './roots.ts';
import type { Workspace } from './workspace.ts';

/** Nobody names more directories than these in one kustomization; in a longer text nobody looks for them. */
const mostWords = 500;

/**
 * What a build can be asked about; `undefined` where there is nothing to ask. A kustomization that cannot be read sees
 * nothing, but what it names is no leaf for that. Rejects only with the signal's reason.
 */
export async function judgementOf(
  workspace: Workspace,
  root: string,
  result: BuildResult,
  signal: AbortSignal,
): Promise<Judgement | undefined> {
  // Its own comes before those that it names.
  const [own] = result.kustomizations;
  if (own === undefined) return unread(workspace, root, result, signal);
  const files = new Set(
    [...result.reads.values()].flatMap(entry => (entry.kind === 'file' ? [entry.file.uri] : [])),
  );
  const sight = hasMistake(result) ? 'broken' : isWhole(result) ? 'whole' : 'part';
  return { own: result.kind === 'Component' ? undefined : own.file.uri, files, sight };
}

async function unread(
  workspace: Workspace,
  root: string,
  { reads, problems }: BuildResult,
  signal: AbortSignal,
): Promise<Judgement | undefined> {
  const path = kustomizationIn(workspace, root);
  const entry = path === undefined ? undefined : reads.get(path);
  if (entry?.kind !== 'file' || problems.some(({ code }) => code === 'kustomization.empty')) return undefined;
  const { file } = entry;
  const isBroken = problems.some(({ code }) => code.startsWith('yaml.'));
  const named = isBroken ? await kustomizationsNamedIn(workspace, file, signal) : [];
  const isComponent = /^kind:\s*["']?Component\b/m.test(file.text);
  return { own: isComponent ? undefined : file.uri, files: new Set([file.uri, ...named]), sight: 'none' };
}

/** The URIs of the kustomizations in directories that words of a text name. */
async function kustomizationsNamedIn(
  workspace: Workspace,
  { path, text }: SourceFile,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const words = text.replaceAll(/(?:^|\s)#.*$/gm, '').match(/[^\s,[\]{}"'|>]+/g) ?? [];
  const named = [...new Set(words)].filter(word => !/:$|:\/\/|\.(?:ya?ml|json|env)$/.test(word));
  const directories = named.slice(0, mostWords).map(word => posix.resolve(posix.dirname(path), word));
  await lookAt(workspace, directories, signal);
  const files = directories.flatMap(directory => kustomizationIn(workspace, directory) ?? []);
  await lookAt(workspace, files, signal);
  return files.flatMap(each => {
    const entry = workspace.snapshot.entry(each);
    return entry?.kind === 'file' ? [entry.file.uri] : [];
  });
}

async function lookAt(
  { snapshot, load }: Workspace,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const unknown = paths.filter(path => snapshot.entry(path) === undefined);
  if (unknown.length === 0) return;
  await load(
    unknown.map(path => ({ kind: 'entry', path })),
    signal,
  );
}
