import { posix } from 'node:path';
import { isMisnamed } from '../kustomize/load/kustomizationFile.ts';
import type { SourceFile } from '../yaml/node.ts';
import { firstLineOf } from './firstLine.ts';
import type { LanguageProblem } from './languageProblem.ts';
import { misnamedProblem } from './misnamed.ts';
import type { RootBuild } from './rootBuild.ts';
import { isKustomizationFile } from './roots.ts';
import type { Workspace } from './workspace.ts';

/**
 * What there is to say of a directory that cannot be built: each of its several kustomizations says so, or each file
 * whose name is wrong. `names` is what the directory lists. Rejects only with the signal's reason.
 */
export async function lookAtFiles(
  workspace: Workspace,
  root: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<RootBuild> {
  const right = names.filter(isKustomizationFile);
  const paths = (right.length > 0 ? right : names.filter(isMisnamed)).map(name => posix.join(root, name));
  const unknown = paths.filter(path => workspace.snapshot.entry(path) === undefined);
  await workspace.load(
    unknown.map(path => ({ kind: 'entry', path })),
    signal,
  );
  const files = paths.flatMap(path => {
    const entry = workspace.snapshot.entry(path);
    return entry?.kind === 'file' ? [entry.file] : [];
  });
  const problems =
    right.length > 1
      ? files.map(file => oneOfSeveral(right, file, files))
      : files.map(file => misnamedProblem(file, posix.basename(file.path)));
  return { problems: problems.filter(problem => problem !== undefined), reads: new Set([root, ...paths]) };
}

function oneOfSeveral(
  names: readonly string[],
  file: SourceFile,
  all: readonly SourceFile[],
): LanguageProblem {
  return {
    code: 'kustomization.several',
    params: { directory: '.', names },
    severity: 'error',
    location: firstLineOf(file),
    related: all.filter(other => other !== file).map(firstLineOf),
  };
}
