import type { PathLocation } from '../../yaml/location.ts';
import { emptyConfig, type TransformerConfig } from '../config/transformerConfig.ts';
import type { Var } from '../reference/var.ts';
import type { Clone } from '../remote/clone.ts';
import type { Resource } from '../resource.ts';

/** What a kustomization hands to the one that names it. */
export interface Accumulated {
  readonly resources: readonly Resource[];
  /** What `configurations` and `crds` on the way added to the default; they count for every overlay above too. */
  readonly config: TransformerConfig;
  readonly vars: readonly Var[];
}

/** A directory that is being built, as a real path. */
export interface Visited {
  readonly directory: string;
  /** The repository it was fetched in. */
  readonly clone: Clone | undefined;
  /** The item that led there. */
  readonly referrer: PathLocation;
}

/** The directories from the root of the build down to the present one. */
export type Chain = readonly Visited[];

/** Nothing yet. */
export const emptyAccumulation: Accumulated = {
  resources: [],
  config: emptyConfig,
  vars: [],
};
