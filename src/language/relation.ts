import { posix } from 'node:path';
import { kustomizationFileNames } from '../kustomize/load/kustomizationFile.ts';
import type { Location } from '../yaml/location.ts';
import type { LanguageLabels } from './labels.ts';
import type { LanguageProblem } from './languageProblem.ts';

/** The label that says what a related place is to its problem. */
export type Relation = Extract<keyof LanguageLabels, `label.related${string}`>;

/** Problems of something that is there a second time: the first related place is the first one. */
const ofTwo: ReadonlySet<LanguageProblem['code']> = new Set([
  'image.duplicate',
  'workload.duplicate-env',
  'workload.duplicate-name',
]);

/** What the related place at an index is to a problem. */
export function relationOf(problem: LanguageProblem, location: Location, index: number): Relation {
  if (index === 0 && ofTwo.has(problem.code)) return 'label.related-first';
  if (problem.code === 'kustomization.several') return 'label.related';
  if (problem.code === 'resource.unlisted') return 'label.related-list';
  if (problem.code === 'resource.empty-file') return 'label.related-object';
  // What a value is made of is known by its offset, objects and entries by their paths.
  if ('start' in location) return 'label.related-setting';
  const isEntry = kustomizationFileNames.some(name => name === posix.basename(location.uri));
  return isEntry ? 'label.related-entry' : 'label.related-object';
}
