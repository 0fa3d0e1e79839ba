import type { PathLocation } from '../../yaml/location.ts';
import { defaultConfig, type TransformerConfig } from '../config/transformerConfig.ts';
import type { Var } from '../reference/vars.ts';
import type { Resource } from '../resource.ts';

/** What a kustomization hands to the one that names it. */
export interface Accumulated {
  readonly resources: readonly Resource[];
  /** What `configurations` and `crds` on the way added to the default; they count for every overlay above too. */
  readonly config: TransformerConfig;
  readonly vars: readonly Var[];
}

/** A directory on the way from the root of the build down to the present one, by its real path. */
export interface Link {
  readonly directory: string;
  /** The item that led there. */
  readonly referrer: PathLocation;
}

/** The directories from the root of the build down to the present one. */
export type Chain = readonly Link[];

/** Nothing yet. */
export const emptyAccumulation: Accumulated = {
  resources: [],
  config: defaultConfig,
  vars: [],
};
