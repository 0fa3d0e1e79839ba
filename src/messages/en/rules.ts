import type { RuleProblems } from '../../language/rules/problems.ts';
import { imageMessages } from './rules/images.ts';
import { versionMessages } from './rules/version.ts';

/** The texts of the rules. */
export const ruleMessages: { readonly [C in keyof RuleProblems]: (params: RuleProblems[C]) => string } = {
  ...imageMessages,
  ...versionMessages,
};
