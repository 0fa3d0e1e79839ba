import type { RuleProblems } from '../../language/rules/problems.ts';
import { imageMessages } from './rules/images.ts';
import { referenceMessages } from './rules/reference.ts';
import { selectorMessages } from './rules/selector.ts';
import { workloadMessages } from './rules/workload.ts';

/** The texts of the rules. */
export const ruleMessages: { readonly [C in keyof RuleProblems]: (params: RuleProblems[C]) => string } = {
  ...imageMessages,
  ...referenceMessages,
  ...selectorMessages,
  ...workloadMessages,
};
