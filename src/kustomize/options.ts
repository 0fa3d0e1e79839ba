import type { KustomizeVersion } from '../schema/kustomizeVersion.ts';
import type { Clone } from './remote/clone.ts';

/** How helm is run for `helmCharts`. */
export interface HelmOptions {
  /** The program; a name is looked for in `PATH`. */
  readonly command: string;
  /** Stand in for what a chart's entry leaves out. */
  readonly apiVersions: readonly string[];
  readonly kubeVersion: string;
  readonly debug: boolean;
}

/** What `kustomize build` takes as flags, and what the user allowed. */
export interface BuildOptions {
  /** `none` lets local kustomizations read files outside of their directories. */
  readonly loadRestrictor: 'root-only' | 'none';
  /** Whether repositories and HTTP files may be fetched. */
  readonly remote: boolean;
  /** `undefined` where charts are not rendered. */
  readonly helm: HelmOptions | undefined;
  /** The order of the output where the root's `sortOptions` says nothing. */
  readonly order: 'legacy' | 'none';
  /** As if `buildMetadata` had it. */
  readonly managedByLabel: boolean;
  /** Where the root itself was fetched: its repository, which the build may not leave. */
  readonly repository: Clone | undefined;
  /** What else renders these kustomizations, as far as known. Builds are the same; what it lacks is told of. */
  readonly kustomizeVersion: KustomizeVersion | undefined;
}

/** Nothing allowed that reaches beyond the files of the kustomization. */
export const defaultOptions: BuildOptions = {
  loadRestrictor: 'root-only',
  remote: false,
  helm: undefined,
  order: 'legacy',
  managedByLabel: false,
  repository: undefined,
  kustomizeVersion: undefined,
};

/** Equal where the accumulation of a directory cannot differ. */
export function accumulationKey({ loadRestrictor, remote, helm }: BuildOptions): string {
  if (loadRestrictor === 'root-only' && !remote && helm === undefined) return '';
  return JSON.stringify([loadRestrictor, remote, helm]);
}
