import { knownScope, kubernetesLayer, kustomizeLayer } from './builtinSchema.ts';
import { emptyShape, type PatchStrategy, type SchemaLayer, type Shape } from './shape.ts';

/** Group, version and kind; the core group is the empty string. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What is known of the types of resources: one or more documents laid over one another. Immutable. */
export interface Schemas {
  readonly layers: readonly SchemaLayer[];
  /** What a JSON pointer leads to, or `undefined`. */
  resolve(pointer: string): Shape | undefined;
}

/** The schema of a resource, field or list element: references are followed within `schemas`. */
export interface SchemaNode {
  readonly shape: Shape;
  readonly schemas: Schemas;
}

/** Lays documents over one another: what a later one defines by the same name or for the same type wins. */
function createSchemas(layers: readonly SchemaLayer[]): Schemas {
  const resolved = new Map<string, Shape | undefined>();
  return {
    layers,
    resolve(pointer) {
      if (!resolved.has(pointer)) resolved.set(pointer, follow(layers, pointer));
      return resolved.get(pointer);
    },
  };
}

/** What kustomize knows where no kustomization has an `openapi` field. */
export const builtinSchemas: Schemas = createSchemas([kubernetesLayer, kustomizeLayer]);

/**
 * What kustomize knows once an `openapi.path` was read: the first one of a build counts, for all that follows.
 *
 * - `alone`: nothing had asked for a type before, as is always so where the root names the file. Kubernetes'
 *   own types are then unknown, so that `containers` is replaced as a whole; their scopes are still known.
 * - `over`: a patch had been merged before, so Kubernetes' types had been read and the file adds to them.
 * - `under`: no patch yet, but the scope of a type that is not Kubernetes' had been asked for: Kubernetes'
 *   types are then read after the file, so that they win where both define a name.
 */
export function schemasWith(layer: SchemaLayer, position: 'alone' | 'over' | 'under'): Schemas {
  if (position === 'alone') return createSchemas([layer, kustomizeLayer]);
  if (position === 'over') return createSchemas([kubernetesLayer, layer, kustomizeLayer]);
  return createSchemas([layer, kubernetesLayer, kustomizeLayer]);
}

/** Whether the scope of the type is known without a look at any schema. */
export function isKubernetesType(gvk: GroupVersionKind): boolean {
  return knownScope(apiVersionOf(gvk), gvk.kind) !== undefined;
}

/** True only for types that are known to be cluster-scoped; false also for those that nobody knows. */
export function isClusterScoped(gvk: GroupVersionKind, schemas: Schemas = builtinSchemas): boolean {
  return scopeOf(gvk, schemas) === 'cluster';
}

/** The scope of a type, or `undefined` where it is not known. */
export function scopeOf(
  gvk: GroupVersionKind,
  schemas: Schemas = builtinSchemas,
): 'cluster' | 'namespaced' | undefined {
  const apiVersion = apiVersionOf(gvk);
  const known = knownScope(apiVersion, gvk.kind);
  if (known !== undefined) return known;
  const scopes = schemas.layers.map(layer => layer.scope(apiVersion, gvk.kind));
  if (scopes.includes('namespaced')) return 'namespaced';
  return scopes.includes('cluster') ? 'cluster' : undefined;
}

/** The schema of a resource type, or `undefined` for a type that no document has. */
export function schemaOf(gvk: GroupVersionKind, schemas: Schemas = builtinSchemas): SchemaNode | undefined {
  const apiVersion = apiVersionOf(gvk);
  for (const layer of schemas.layers.toReversed()) {
    const shape = layer.kind(apiVersion, gvk.kind);
    // The definition of a type that is itself a reference stays one: kustomize follows those of fields only.
    if (shape !== undefined) return { shape, schemas };
  }
  return undefined;
}

/** The schema of a field, or of a map's value, or `undefined` where it is not known. */
export function fieldSchema(node: SchemaNode, name: string): SchemaNode | undefined {
  return settle(node.schemas, node.shape.fields.get(name) ?? node.shape.values);
}

/** The schema of a list's elements, or `undefined` where it is not a list or says nothing of them. */
export function elementSchema(node: SchemaNode): SchemaNode | undefined {
  const { types, items } = node.shape;
  return types.length === 1 && types[0] === 'array' ? settle(node.schemas, items) : undefined;
}

/** How a patch changes what the schema is of. */
export function patchStrategyOf(node: SchemaNode): PatchStrategy {
  return node.shape.patch;
}

/** What `type` says: none, one or several. */
export function typesOf(node: SchemaNode): readonly string[] {
  return node.shape.types;
}

/** The fields that have a name of their own in the schema; a map has none. */
export function fieldNames(node: SchemaNode): Iterable<string> {
  return node.shape.fields.keys();
}

function apiVersionOf(gvk: GroupVersionKind): string {
  return gvk.group === '' ? gvk.version : `${gvk.group}/${gvk.version}`;
}

/** Kustomize hangs on a circle of references; here it leads nowhere. */
const maxReferences = 100;

/** Follows references until there is none. */
function settle(schemas: Schemas, shape: Shape | undefined): SchemaNode | undefined {
  let current = shape;
  for (let count = 0; current?.reference !== undefined; count += 1) {
    if (count === maxReferences) return undefined;
    current = schemas.resolve(current.reference);
  }
  return current === undefined ? undefined : { shape: current, schemas };
}

/** Steps through definitions and fields. The empty pointer is the document, which has no fields as a schema. */
function follow(layers: readonly SchemaLayer[], pointer: string): Shape | undefined {
  if (pointer === '') return emptyShape;
  const [root, first, name, ...steps] = pointer.split('/').map(unescapeStep);
  if (root !== '' || first !== 'definitions' || name === undefined || steps.length % 2 !== 0)
    return undefined;
  let shape = layers.findLast(layer => layer.definition(name) !== undefined)?.definition(name);
  for (let at = 0; at < steps.length && shape !== undefined; at += 2) {
    shape = steps[at] === 'properties' ? shape.fields.get(steps[at + 1] ?? '') : undefined;
  }
  return shape;
}

/** RFC 6901, section 4. */
function unescapeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
