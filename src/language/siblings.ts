import { posix } from 'node:path';
import type { BuildResult } from '../kustomize/build.ts';
import { get, type SourceFile, textAt } from '../yaml/node.ts';
import { parseDocument } from '../yaml/parse.ts';
import { isRootFile } from './roots.ts';
import type { Sibling } from './rules/rule.ts';
import { isTemplated } from './rules/templated.ts';
import type { Workspace } from './workspace.ts';

/** What stands beside a kustomization and takes no part in its build. */
export interface Siblings {
  readonly manifests: readonly Sibling[];
  /** All paths that were looked at. */
  readonly paths: readonly string[];
}

/** Beside more files than these nobody forgot to list one: they are data. */
const mostSiblings = 500;

/** Where nobody looks. */
export const noSiblings: Siblings = { manifests: [], paths: [] };

/** The manifests beside the kustomization of a root that its build did not read. Rejects only with the signal's reason. */
export async function siblingsOf(
  workspace: Workspace,
  root: string,
  result: BuildResult,
  signal: AbortSignal,
): Promise<Siblings> {
  const entry = workspace.snapshot.entry(root);
  if (entry?.kind !== 'directory') return noSiblings;
  const names = entry.names.filter(name => /\.ya?ml$/i.test(name) && !isRootFile(name));
  if (names.length > mostSiblings) return noSiblings;
  const unread = names.filter(name => !result.reads.has(posix.join(entry.realpath, name)));
  const paths = unread.map(name => posix.join(entry.realpath, name));
  const unknown = paths.filter(path => workspace.snapshot.entry(path) === undefined);
  if (unknown.length > 0) {
    await workspace.load(
      unknown.map(path => ({ kind: 'entry', path })),
      signal,
    );
  }
  const manifests = paths.flatMap(path => {
    const found = workspace.snapshot.entry(path);
    if (found?.kind !== 'file' || !isManifest(found.file)) return [];
    return [{ file: found.file, name: posix.basename(path), result }];
  });
  return { manifests, paths };
}

const known = new WeakMap<SourceFile, boolean>();

/** Whether a file's first document is by all likelihood an object for a cluster. */
function isManifest(file: SourceFile): boolean {
  const answer = known.get(file) ?? readsAsManifest(file);
  known.set(file, answer);
  return answer;
}

function readsAsManifest(file: SourceFile): boolean {
  if (!/^apiVersion:/m.test(file.text) || !/^kind:/m.test(file.text)) return false;
  const { node, problems } = parseDocument(file);
  if (problems.length > 0) return false;
  const apiVersion = textAt(node, 'apiVersion') ?? '';
  const kind = textAt(node, 'kind') ?? '';
  const name = textAt(get(node, 'metadata'), 'name') ?? '';
  if (apiVersion === '' || kind === '' || name === '') return false;
  if (/^kustomize\.config\.k8s\.io\/|^builtin$/.test(apiVersion) || isTemplated(apiVersion + kind + name))
    return false;
  return !file.text.includes('config.kubernetes.io/local-config');
}
