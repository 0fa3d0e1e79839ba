import type { DeprecatedProblems } from './deprecated/problems.ts';
import type { ImageProblems } from './images/problems.ts';
import type { LabelProblems } from './labels/problems.ts';
import type { NameProblems } from './names/problems.ts';
import type { NamespaceProblems } from './namespaces/problems.ts';
import type { ReplicasProblems } from './replicas/problems.ts';

/** Every rule's code with the parameters of its message. */
export type RuleProblems = DeprecatedProblems &
  ImageProblems &
  LabelProblems &
  NameProblems &
  NamespaceProblems &
  ReplicasProblems;
