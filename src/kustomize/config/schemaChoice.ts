import { builtinSchemas, type Schemas } from '../../schema/openapi.ts';
import type { PathLocation } from '../../yaml/location.ts';

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
  /** A file that holds no schema, which shows once somebody asks for a type. */
  broken: { readonly path: string; readonly location: PathLocation } | undefined;
}

/** No kustomization has decided yet. */
export function newSchemaChoice(): SchemaChoice {
  return { current: builtinSchemas, decided: false, merged: false, asked: 0, broken: undefined };
}
