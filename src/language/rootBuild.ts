import type { Resource } from '../kustomize/resource.ts';
import type { Judgement } from './judges.ts';
import type { KustomizationRole } from './kustomizationRole.ts';
import type { LanguageProblem } from './languageProblem.ts';

/** What building a root gave: its problems, and every path it looked at, absent ones included. */
export interface RootBuild {
  readonly problems: readonly LanguageProblem[];
  readonly reads: ReadonlySet<string>;
  /** See {@link Judgement}; `undefined` where nothing could be built. */
  readonly judgement?: Judgement | undefined;
  /** Its objects by which Flux and Argo CD deploy. */
  readonly objects?: readonly Resource[];
  /** What it is to other kustomizations; `undefined` where that could not be read. */
  readonly role?: KustomizationRole | undefined;
  /** Manifests beside it that may hold such objects, to be looked at for their own sake. */
  readonly manifests?: readonly string[];
  /** Set where there is no kustomization any more: the root is forgotten. */
  readonly gone?: boolean;
}

/** Builds one root to its end, loading what it needs. Rejects with the signal's reason when aborted. */
export type BuildRoot = (root: string, signal: AbortSignal) => Promise<RootBuild>;
