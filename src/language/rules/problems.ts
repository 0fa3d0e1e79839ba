import type { GeneratorProblems } from './generators/problems.ts';
import type { ImageProblems } from './images/problems.ts';
import type { KustomizationProblems } from './kustomizations/problems.ts';
import type { ResourceFileProblems } from './resources/problems.ts';

/** Every rule's code with the parameters of its message. */
export type RuleProblems = GeneratorProblems & ImageProblems & KustomizationProblems & ResourceFileProblems;
