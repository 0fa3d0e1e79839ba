import type { ImageProblems } from './images/problems.ts';
import type { ReferenceProblems } from './reference/problems.ts';
import type { SelectorProblems } from './selector/problems.ts';
import type { WorkloadProblems } from './workload/problems.ts';

/** Every rule's code with the parameters of its message. */
export type RuleProblems = ImageProblems & ReferenceProblems & SelectorProblems & WorkloadProblems;
