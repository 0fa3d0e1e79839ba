import type { RuleProblems } from '../../language/rules/problems.ts';
import { deprecatedMessages } from './rules/deprecated.ts';
import { imageMessages } from './rules/images.ts';
import { labelMessages } from './rules/labels.ts';
import { nameMessages } from './rules/names.ts';
import { namespaceMessages } from './rules/namespaces.ts';
import { replicasMessages } from './rules/replicas.ts';

/** The texts of the rules. */
export const ruleMessages: { readonly [C in keyof RuleProblems]: (params: RuleProblems[C]) => string } = {
  ...deprecatedMessages,
  ...imageMessages,
  ...labelMessages,
  ...nameMessages,
  ...namespaceMessages,
  ...replicasMessages,
};
