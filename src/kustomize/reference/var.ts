import type { PathLocation } from '../../yaml/location.ts';
import type { SourceFile } from '../../yaml/node.ts';

/** A variable of the deprecated field `vars`: `$(name)` stands for a field of an object. */
export interface Var {
  readonly name: string;
  /** What it refers to, for people: `ConfigMap/settings`. */
  readonly target: string;
  /** The path of the field, with dots; `metadata.name` where none is written. */
  readonly fieldPath: string;
  readonly location: PathLocation;
  /** Its entry, for provenance. */
  readonly entry: { readonly file: SourceFile; readonly start: number };
}
