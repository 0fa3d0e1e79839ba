import type { KustomizeProblems } from '../kustomize/problems.ts';
import type { Problem } from '../yaml/problem.ts';
import type { RuleProblems } from './rules/problems.ts';

/** What an editor says beyond what a build does. */
export interface EditorProblems {
  /** A file that reads like a kustomization under a name that kustomize does not know; `rightName` is one it does. */
  'kustomization.misnamed': { readonly name: string; readonly rightName: string };
  /** A comment that disables a rule which there is none of; `nearest` is one that was probably meant. */
  'suppression.unknown-code': { readonly code: string; readonly nearest?: string };
}

/** Every code the language service may show, with its parameters. */
export type LanguageProblems = KustomizeProblems & EditorProblems & RuleProblems;

/** Any problem of a file in the workspace. */
export type LanguageProblem = Problem<LanguageProblems>;
