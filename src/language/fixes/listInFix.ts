import { posix } from 'node:path';
import { kustomizationIn } from '../roots.ts';
import { addListItem } from './addListItem.ts';
import { difference, withPlainLines } from './difference.ts';
import { pathScalar } from './pathScalar.ts';
import type { FixRequest, QuickFix } from './quickFix.ts';
import { addsNoProblem } from './sameOutput.ts';

/** Lists a manifest that no kustomization reads in the one beside it. */
export async function listInFix({ problem, path, workspace }: FixRequest): Promise<QuickFix | undefined> {
  // Where that reads one of nearly the same name, both would rarely be meant.
  if (problem.code !== 'resource.unlisted' || problem.params.listed !== undefined) return undefined;
  const { name } = problem.params;
  const file = kustomizationIn(workspace, posix.dirname(path));
  const entry = file === undefined ? undefined : workspace.snapshot.entry(file);
  if (entry?.kind !== 'file') return undefined;
  const { uri, text } = entry.file;
  const newText = withPlainLines(text, plain => addListItem(plain, 'resources', pathScalar(name)));
  if (newText === undefined) return undefined;
  // What is a patch in truth has the name of an object that is there already.
  const listed = { uri, path: entry.file.path, text: newText };
  if (!(await addsNoProblem(workspace, listed, [posix.dirname(path)]))) return undefined;
  return {
    title: { code: 'fix.list-in', params: { file: posix.basename(entry.file.path) } },
    edits: [difference(uri, text, newText)],
    // Some files lie there for other tools.
    preferred: false,
  };
}
