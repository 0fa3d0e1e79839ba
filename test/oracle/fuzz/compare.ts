import { join } from 'node:path';
import { officialBuild, ourBuild, withFiles } from '../official.ts';
import { misplacedErrors } from './placed.ts';
import type { Sample } from './sample.ts';

/** How the two builds of a sample differ; both texts are for people. */
export interface Difference {
  readonly official: string;
  readonly ours: string;
}

/** What came of a sample. */
export interface Outcome {
  /** Whether the official tool built it. */
  readonly built: boolean;
  readonly difference: Difference | undefined;
  /** Our errors that lead to no place in the files, where both refuse. */
  readonly misplaced: readonly string[];
}

/** Builds a sample both ways: the same bytes, or both refuse. */
export function compareBuilds(files: Sample['files']): Promise<Outcome> {
  return withFiles(files, async directory => {
    const top = join(directory, 'top');
    const official = await officialBuild(top);
    const ours = ourOutcome(top);
    const built = 'output' in official;
    const same = built ? 'output' in ours && ours.output === official.output : 'codes' in ours;
    const text = (answer: object) => Object.values(answer).map(String).join('\n').replaceAll(directory, '');
    const difference = same ? undefined : { official: text(official), ours: text(ours) };
    return { built, difference, misplaced: same && !built ? misplacedErrors(top, directory) : [] };
  });
}

/** An exception of ours is a difference like any other, to be told and reduced. */
function ourOutcome(directory: string): ReturnType<typeof ourBuild> | { readonly thrown: string } {
  try {
    return ourBuild(directory);
  } catch (error) {
    return { thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
