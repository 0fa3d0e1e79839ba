import type { ImageProblems } from './images/problems.ts';
import type { PatchProblems } from './patch/problems.ts';
import type { ReplacementProblems } from './replacement/problems.ts';

/** Every rule's code with the parameters of its message. */
export type RuleProblems = ImageProblems & PatchProblems & ReplacementProblems;
