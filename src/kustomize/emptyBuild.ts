import type { BuildResult } from './build.ts';

/** A build of nothing, for what is done without one. */
export const readingNothing: BuildResult = {
  resources: [],
  problems: [],
  reads: new Map(),
  requests: new Set(),
  fetched: new Set(),
  kind: undefined,
  needs: [],
  effects: [],
  kustomizations: [],
};
