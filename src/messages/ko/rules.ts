import type { RuleProblems } from '../../language/rules/problems.ts';
import { generatorMessages } from './rules/generator.ts';
import { gitopsMessages } from './rules/gitops.ts';
import { imageMessages } from './rules/image.ts';
import { kustomizationMessages } from './rules/kustomization.ts';
import { labelMessages } from './rules/label.ts';
import { nameMessages } from './rules/name.ts';
import { namespaceMessages } from './rules/namespace.ts';
import { patchMessages } from './rules/patch.ts';
import { referenceMessages } from './rules/reference.ts';
import { replacementMessages } from './rules/replacement.ts';
import { replicasMessages } from './rules/replicas.ts';
import { resourceFileMessages } from './rules/resource.ts';
import { schemaRuleMessages } from './rules/schema.ts';
import { selectorMessages } from './rules/selector.ts';
import { versionMessages } from './rules/version.ts';
import { workloadMessages } from './rules/workload.ts';

/** The texts of the rules. */
export const ruleMessages: { readonly [C in keyof RuleProblems]: (params: RuleProblems[C]) => string } = {
  ...generatorMessages,
  ...gitopsMessages,
  ...imageMessages,
  ...kustomizationMessages,
  ...labelMessages,
  ...nameMessages,
  ...namespaceMessages,
  ...patchMessages,
  ...referenceMessages,
  ...replacementMessages,
  ...replicasMessages,
  ...resourceFileMessages,
  ...schemaRuleMessages,
  ...selectorMessages,
  ...versionMessages,
  ...workloadMessages,
};
