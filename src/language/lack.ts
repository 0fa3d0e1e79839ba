import type { BuildResult } from '../kustomize/build.ts';
import type { ParsedResources } from '../kustomize/load/resourceFile.ts';
import type { LanguageProblem } from './languageProblem.ts';

/**
 * What a render is lacking: nothing; `objects`, while all those that are there are finished; or `changes` to what is
 * there, by which more may be lacking than anybody knows.
 */
export type Lack = 'nothing' | 'objects' | 'changes';

/** What is left out of a build because nobody allowed it, or because the engine does not do it: no mistake of anybody. */
export const leftOut: ReadonlySet<LanguageProblem['code']> = new Set([
  'remote.not-allowed',
  'helm.not-run',
  'plugin.not-run',
]);

/** What is wrong with this machine or its network rather than with a file. */
export const surroundings: ReadonlySet<LanguageProblem['code']> = new Set([
  'remote.no-git',
  'remote.timeout',
  'remote.denied',
  'remote.unreachable',
  'remote.cancelled',
  'helm.no-program',
  'helm.timeout',
  'helm.cancelled',
]);

/** Fields of a kustomization that bring objects, and change none that come from elsewhere. */
const bringing = /^(?:resources|bases|generators|helmCharts|helmChartInflationGenerator)$/i;
/** Fields that copy from one object to another: where the one is lacking, the other is not finished. */
const copying = /^(?:replacements|vars)$/i;

/** Whether there is an error that the user can mend in these files. */
export function hasMistake({ problems }: BuildResult): boolean {
  return problems.some(isMistake);
}

/** Whether a problem is an error that the user can mend in the files. */
export function isMistake(problem: LanguageProblem): boolean {
  return problem.severity === 'error' && !isPartial(problem);
}

/** Whether everything took part that was to; what is wrong with it is another question. */
export function isWhole({ needs, problems }: BuildResult): boolean {
  return needs.length === 0 && !problems.some(isPartial);
}

/** What the render of a build is lacking, by what went wrong; `files` are those of its resources. */
export function lackOf(result: BuildResult, files: readonly ParsedResources[]): Lack {
  const { needs, problems, kustomizations } = result;
  const wrong = problems.filter(problem => problem.severity === 'error' || isPartial(problem));
  if (needs.length === 0 && wrong.length === 0) return 'nothing';
  if (needs.length > 0) return 'changes';
  const resourceFiles = new Set(files.flatMap(({ resources, problems: own }) => urisOf(resources, own)));
  const kustomizationFiles = new Set(kustomizations.map(({ file }) => file.uri));
  const onlyObjects = wrong.every(({ location }) => {
    if (resourceFiles.has(location.uri)) return true;
    if (!kustomizationFiles.has(location.uri) || !('path' in location)) return false;
    return bringing.test(String(location.path[0]));
  });
  const copies = kustomizations.some(({ node }) => node.keys.some(key => copying.test(key)));
  return onlyObjects && !copies ? 'objects' : 'changes';
}

function urisOf(resources: ParsedResources['resources'], problems: ParsedResources['problems']): string[] {
  return [...resources, ...problems].map(({ location }) => location.uri);
}

/** Whether it leaves something out of the render. */
function isPartial({ code }: LanguageProblem): boolean {
  return leftOut.has(code) || surroundings.has(code);
}
