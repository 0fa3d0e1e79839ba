import { posix } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { canBeNamed } from '../../kustomize/load/loadFile.ts';
import { nearestName } from '../../kustomize/load/paths.ts';
import type { Workspace } from '../workspace.ts';
import { pathScalar } from './pathScalar.ts';
import type { FixRequest, QuickFix } from './quickFix.ts';
import { textIn } from './textAt.ts';

/** Changes a path to the existing one that is nearest to it, step by step from the left. */
export async function replacePathFix({
  problem,
  range,
  path,
  text,
  workspace,
}: FixRequest): Promise<QuickFix | undefined> {
  if (problem.code === 'gitops.path-not-found')
    return deployedPathFix(problem.params, { problem, range, text });
  if (problem.code === 'resource.no-kind' || problem.code === 'resource.no-name')
    return directoryFix({ problem, range, text });
  if (problem.code !== 'resource.not-found' || problem.params.isPattern) return undefined;
  const from = problem.params.path;
  const to = problem.params.nearest ?? (await nearestPath(from, posix.dirname(path), workspace));
  if (to === undefined || to === from) return undefined;
  return {
    title: { code: 'fix.replace-path', params: { from, to } },
    edits: [{ uri: problem.location.uri, range, newText: pathScalar(to) }],
    // Some letters away it is a slip; the nearest of what is there may be far off.
    preferred: distance(from, to) <= Math.max(2, from.length / 6),
  };
}

/** The same for a path from the top of the repository, unless a template or another path is a part of it. */
function deployedPathFix(
  { path: from, nearest }: { readonly path: string; readonly nearest?: string },
  { problem, range, text }: Pick<FixRequest, 'problem' | 'range' | 'text'>,
): QuickFix | undefined {
  const line = text.split('\n')[range.start.line] ?? '';
  const written = line.slice(range.start.character, range.end.character).replaceAll(/^["']|["']$/g, '');
  if (nearest === undefined || written !== from) return undefined;
  const to = `${/^\.?\//.exec(from)?.[0] ?? ''}${nearest}`;
  return {
    title: { code: 'fix.replace-path', params: { from, to } },
    edits: [{ uri: problem.location.uri, range, newText: pathScalar(to) }],
    preferred: true,
  };
}

/** Names the directory of a kustomization in the place of its file. */
function directoryFix({
  problem,
  range,
  text,
}: Pick<FixRequest, 'problem' | 'range' | 'text'>): QuickFix | undefined {
  const isOther = 'kustomizationFile' in problem.params && problem.params.kustomizationFile === 'other';
  const from = textIn(text, range).replaceAll(/^["']|["']$/g, '');
  const to = posix.dirname(from);
  if (!isOther || to === '.' || !/^[^\n:]+$/.test(from)) return undefined;
  return {
    title: { code: 'fix.replace-path', params: { from, to } },
    edits: [{ uri: problem.location.uri, range, newText: pathScalar(to) }],
    preferred: true,
  };
}

/** The existing path nearest to `written`, both relative to `directory`; `undefined` where a step has none. */
async function nearestPath(
  written: string,
  directory: string,
  workspace: Workspace,
): Promise<string | undefined> {
  const wanted = posix.normalize(written).split('/');
  const steps: string[] = [];
  let at = directory;
  for (const [index, step] of wanted.entries()) {
    let found: string | undefined = step;
    if (step !== '..' && step !== '.' && step !== '') {
      const here = at;
      const names = (await workspace.readDirectory(at)).map(entry => entry.name);
      const canEnd = (name: string) => canBeNamed({ directory }, posix.join(here, name));
      const possible = index < wanted.length - 1 ? names : names.filter(canEnd);
      found = names.includes(step) ? step : nearestName(step, possible);
    }
    if (found === undefined) return undefined;
    // Of a name in a directory that is there the build has said what is nearest, or that nothing is.
    if (index === wanted.length - 1 && found !== step && steps.every((each, at) => each === wanted[at]))
      return undefined;
    steps.push(found);
    at = posix.join(at, found);
  }
  return steps.join('/');
}
