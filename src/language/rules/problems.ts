import type { ImageProblems } from './images/problems.ts';
import type { VersionProblems } from './version/problems.ts';

/** Every rule's code with the parameters of its message. */
export type RuleProblems = ImageProblems & VersionProblems;
