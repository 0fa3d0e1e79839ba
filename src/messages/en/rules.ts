import type { RuleProblems } from '../../language/rules/problems.ts';
import { generatorMessages } from './rules/generators.ts';
import { imageMessages } from './rules/images.ts';
import { kustomizationMessages } from './rules/kustomizations.ts';
import { resourceFileMessages } from './rules/resources.ts';
import { schemaRuleMessages } from './rules/schema.ts';

/** The texts of the rules. */
export const ruleMessages: { readonly [C in keyof RuleProblems]: (params: RuleProblems[C]) => string } = {
  ...generatorMessages,
  ...imageMessages,
  ...schemaRuleMessages,
  ...kustomizationMessages,
  ...resourceFileMessages,
};
