import { builtinSchemas, type Schemas } from '../../schema/openapi.ts';

/**
 * What strategic merge patches of a build go by. The first kustomization with an `openapi` field decides for all that
 * is built after it; every other one counts for nothing.
 */
export interface SchemaChoice {
  current: Schemas;
  decided: boolean;
  /** Whether a patch was merged yet: Kubernetes' own types are then known, and stay so. */
  merged: boolean;
  /** How often a resource came along whose type Kubernetes does not have: its scope was asked for. */
  asked: number;
}

/** No kustomization has decided yet. */
export function newSchemaChoice(): SchemaChoice {
  return { current: builtinSchemas, decided: false, merged: false, asked: 0 };
}
