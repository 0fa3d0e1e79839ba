import type { KustomizeProblem, KustomizeProblems } from '../kustomize/problems.ts';

/** Every code the language service may show, with its parameters. */
export type LanguageProblems = KustomizeProblems;

/** Any problem of a file in the workspace. */
export type LanguageProblem = KustomizeProblem;
