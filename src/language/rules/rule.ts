import type { BuildResult } from '../../kustomize/build.ts';
import type { Kustomization } from '../../kustomize/load/kustomization.ts';
import type { ParsedResources } from '../../kustomize/load/resourceFile.ts';
import type { KustomizeVersion } from '../../schema/kustomizeVersion.ts';
import type { Location } from '../../yaml/location.ts';
import type { SourceFile } from '../../yaml/node.ts';
import type { Severity } from '../../yaml/problem.ts';
import type { ApplicationSet } from '../deployments/applicationSet.ts';
import type { PlacedDeployment } from '../deployments/place.ts';
import type { Target } from '../target.ts';
import type { RuleProblems } from './problems.ts';
import type { ReplacementList } from './replacement/lists.ts';

/** The code of a rule: `image.no-match`. */
export type RuleCode = keyof RuleProblems & string;

/** Says that a rule is broken at a place; `related` are other places that belong to it. */
export type Report<Code extends RuleCode> = (
  params: RuleProblems[Code],
  location: Location,
  related?: readonly Location[],
) => void;

/** What a rule may look at beside its subject. */
export interface BuiltRoot {
  /** Absolute path of the directory that was built. */
  readonly root: string;
  readonly result: BuildResult;
  /** The files of resources that were read, as they are written. */
  readonly files: readonly ParsedResources[];
  readonly target: Target;
  readonly setting: RuleSetting;
  /** See `Workspace.isTracked`; `undefined` where nobody knows of git. */
  readonly isTracked: ((path: string) => boolean) | undefined;
}

/** What is known of the place that a root is for. */
export interface RuleSetting {
  /** What the user's kubectl, Argo CD or Flux renders with; `undefined` where nobody says. */
  readonly kustomizeVersion: KustomizeVersion | undefined;
}

interface RuleOf<Code extends RuleCode> {
  readonly code: Code;
  /** Unless the user sets another. `off` where it cannot be proved, so that only who asks for it sees it. */
  readonly severity: Severity | 'off';
  /**
   * Where the rule says that an entry does nothing: how many steps of the reported path name the entry, or that all of
   * them do. Whether no byte of any build changes without it is proved over real repositories.
   */
  readonly deadEntry?: number | 'whole';
  /** Where the rule says of a value that nothing shows it: whether that is so is proved by writing another there. */
  readonly deadValue?: true;
}

/** Looks at each kustomization file by itself. */
export interface KustomizationRule<Code extends RuleCode> extends RuleOf<Code> {
  readonly over: 'kustomization';
  check(kustomization: Kustomization, report: Report<Code>, setting: RuleSetting): void;
}

/** Looks at each file of resources by itself. */
export interface ResourceRule<Code extends RuleCode> extends RuleOf<Code> {
  readonly over: 'resources';
  check(file: ParsedResources, report: Report<Code>): void;
}

/** Looks at each list of replacements by itself, in a kustomization or in a file that one names. */
export interface ReplacementRule<Code extends RuleCode> extends RuleOf<Code> {
  readonly over: 'replacements';
  check(list: ReplacementList, report: Report<Code>): void;
}

/**
 * Looks at what a root renders and what its entries did. Runs for roots that no other kustomization takes as a base or
 * component: what a base lacks its overlays may add.
 */
export interface BuildRule<Code extends RuleCode> extends RuleOf<Code> {
  readonly over: 'build';
  /**
   * `any`: one root with it is enough. `every`: only where all roots that reach the file have it, as with an entry
   * that does nothing: a component's may be for other consumers.
   */
  readonly in: 'any' | 'every';
  /**
   * What the rule is right about where a render is lacking something: `finished` objects, each by itself, so that it does
   * not matter which others are there; or what is `written`, which none of the changes that may be lacking is likely to
   * mend. Left out where it needs the whole render, as everything does that says of something that it is not there.
   */
  readonly of?: 'finished' | 'written';
  check(built: BuiltRoot, report: Report<Code>): void;
}

/** A manifest beside a root's kustomization that the root's build does not read. */
export interface Sibling {
  readonly file: SourceFile;
  readonly name: string;
  readonly result: BuildResult;
}

/** Looks at the manifests beside a kustomization, and speaks only of those that no other root reads either. */
export interface SiblingRule<Code extends RuleCode> extends RuleOf<Code> {
  readonly over: 'siblings';
  check(sibling: Sibling, report: Report<Code>): void;
}

/** What the objects of a root tell Flux and Argo CD to deploy from this workspace. */
export interface Deployed {
  readonly placed: readonly PlacedDeployment[];
  readonly patterns: ApplicationSet['patterns'];
}

/** Looks at what is deployed from the workspace, for roots that no other kustomization takes as a base. */
export interface DeploymentRule<Code extends RuleCode> extends RuleOf<Code> {
  readonly over: 'deployments';
  check(deployed: Deployed, report: Report<Code>): void;
}

/** A mistake that the official tool accepts in silence: one file a rule. */
export type Rule<Code extends RuleCode = RuleCode> = Code extends RuleCode
  ?
      | KustomizationRule<Code>
      | ResourceRule<Code>
      | ReplacementRule<Code>
      | BuildRule<Code>
      | SiblingRule<Code>
      | DeploymentRule<Code>
  : never;
