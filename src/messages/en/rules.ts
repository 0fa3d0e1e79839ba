import type { RuleProblems } from '../../language/rules/problems.ts';
import { generatorMessages } from './rules/generators.ts';
import { imageMessages } from './rules/images.ts';
import { kustomizationMessages } from './rules/kustomizations.ts';
import { referenceMessages } from './rules/reference.ts';
import { resourceFileMessages } from './rules/resources.ts';
import { schemaRuleMessages } from './rules/schema.ts';
import { selectorMessages } from './rules/selector.ts';
import { workloadMessages } from './rules/workload.ts';

/** The texts of the rules. */
export const ruleMessages: { readonly [C in keyof RuleProblems]: (params: RuleProblems[C]) => string } = {
  ...generatorMessages,
  ...imageMessages,
  ...schemaRuleMessages,
  ...kustomizationMessages,
  ...resourceFileMessages,
  ...referenceMessages,
  ...selectorMessages,
  ...workloadMessages,
};
