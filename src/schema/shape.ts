/** How a strategic merge patch changes a field; both lists are empty where the field is simply replaced or merged. */
export interface PatchStrategy {
  /** `merge`, `replace`, `retainKeys`: the parts of `x-kubernetes-patch-strategy`. */
  readonly strategies: readonly string[];
  /**
   * The fields that tell list elements apart: `x-kubernetes-list-map-keys` where given, else the one
   * `x-kubernetes-patch-merge-key`. Empty for a list whose elements are themselves the keys, such as finalizers.
   */
  readonly mergeKeys: readonly string[];
}

/** A schema as a document spells it, references not followed. */
export interface Shape {
  /** What `type` says: one of `string`, `integer`, `number`, `boolean`, `object`, `array`, or several, or none. */
  readonly types: readonly string[];
  readonly fields: ReadonlyMap<string, Shape>;
  /** What `additionalProperties` says of the values of a map. */
  readonly values: Shape | undefined;
  readonly items: Shape | undefined;
  readonly patch: PatchStrategy;
  /** A JSON pointer such as `/definitions/NAME`. Whatever else the shape says does not count then. */
  readonly reference: string | undefined;
}

/** Replaced as a whole, as what no schema says more of. */
export const noPatchStrategy: PatchStrategy = { strategies: [], mergeKeys: [] };

/** A schema that says nothing. */
export const emptyShape: Shape = {
  types: [],
  fields: new Map(),
  values: undefined,
  items: undefined,
  patch: noPatchStrategy,
  reference: undefined,
};

/** One OpenAPI document: definitions by name, resource types and the scopes that its paths give away. */
export interface SchemaLayer {
  definition(name: string): Shape | undefined;
  /** The definition of a resource type. */
  kind(apiVersion: string, kind: string): Shape | undefined;
  /** `undefined` where the document does not tell. */
  scope(apiVersion: string, kind: string): 'cluster' | 'namespaced' | undefined;
}
