import type { GeneratorProblems } from './generator/problems.ts';
import type { GitopsProblems } from './gitops/problems.ts';
import type { ImageProblems } from './image/problems.ts';
import type { KustomizationProblems } from './kustomization/problems.ts';
import type { LabelProblems } from './label/problems.ts';
import type { NameProblems } from './name/problems.ts';
import type { NamespaceProblems } from './namespace/problems.ts';
import type { PatchProblems } from './patch/problems.ts';
import type { ReferenceProblems } from './reference/problems.ts';
import type { ReplacementProblems } from './replacement/problems.ts';
import type { ReplicasProblems } from './replicas/problems.ts';
import type { ResourceFileProblems } from './resource/problems.ts';
import type { SchemaProblems } from './schema/problems.ts';
import type { SelectorProblems } from './selector/problems.ts';
import type { VersionProblems } from './version/problems.ts';
import type { WorkloadProblems } from './workload/problems.ts';

/** Every rule's code with the parameters of its message. */
export type RuleProblems = ImageProblems &
  SchemaProblems &
  GeneratorProblems &
  GitopsProblems &
  KustomizationProblems &
  ResourceFileProblems &
  ReferenceProblems &
  SelectorProblems &
  WorkloadProblems &
  LabelProblems &
  NameProblems &
  NamespaceProblems &
  ReplicasProblems &
  PatchProblems &
  ReplacementProblems &
  VersionProblems;
