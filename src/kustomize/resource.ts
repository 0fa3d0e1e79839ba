import { isClusterScoped } from '../schema/openapi.ts';
import type { Location, PathLocation } from '../yaml/location.ts';
import {
  get,
  type Mapping,
  type Scalar,
  type SourceFile,
  textAt,
  withEntry,
  type YamlNode,
} from '../yaml/node.ts';
import { isTaggedNull } from '../yaml/tagOf.ts';
import type { KustomizeProblem } from './problems.ts';
import type { Clone, RemoteOrigin } from './remote/clone.ts';

/** Group, version and kind, as `apiVersion` and `kind` spell them; the core group is the empty string. */
export interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What tells resources apart. `namespace` is as written, so empty where none is. */
export interface ResourceId extends Gvk {
  readonly name: string;
  readonly namespace: string;
}

/** An id a resource had before a transformer renamed it; `namespace` is the effective one. */
export interface PreviousId {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/**
 * A Kubernetes object on its way through a build. Immutable: a transformer gives a new one and shares what it
 * did not change. Kustomize keeps the fields beside `node` in annotations of the object while it builds.
 */
export interface Resource {
  readonly node: Mapping;
  readonly id: ResourceId;
  /** Where the object was read or the generator that made it. */
  readonly location: PathLocation;
  readonly file: SourceFile;
  /** Former ids, oldest first. */
  readonly previous: readonly PreviousId[];
  /** Prefixes and suffixes given so far, innermost first: they tell apart referrals of equal name. */
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  /** Whether the hash of its content will be put behind its name. */
  readonly needsHash: boolean;
  /** Names of the `vars` that take their value from it. */
  readonly varNames: readonly string[];
  /** The generator that made it, by the path of its kustomization and its kind; `undefined` for what was read. */
  readonly generatedBy: Transformation | undefined;
  /** Whether the official tool notes in its annotations how a generator made it. */
  readonly hasGeneratorNote: boolean;
  /** Where it was fetched from; `undefined` for what is local. */
  readonly origin: RemoteOrigin | undefined;
  /** Whether a chart made it: helm was told the namespace then, and kustomize does not set it again. */
  readonly fromChart: boolean;
  /** Repeated and non-string keys of the file: they end the build where they are left in the end. */
  readonly keyProblems: readonly KustomizeProblem[];
  /** The patch that took its name or kind, which a later one may give back. */
  readonly unnamedBy: Location | undefined;
  /** What ran over it, where the build records that. */
  readonly transformations: readonly Transformation[];
}

/** A resource as read from a file. */
export function resourceFrom(node: Mapping, file: SourceFile, location: PathLocation): Resource {
  return {
    node,
    id: idOf(node),
    location,
    file,
    previous: [],
    prefixes: [],
    suffixes: [],
    needsHash: false,
    varNames: [],
    generatedBy: undefined,
    hasGeneratorNote: false,
    keyProblems: [],
    origin: undefined,
    fromChart: false,
    unnamedBy: undefined,
    transformations: [],
  };
}

/** The same resource with another content; the id follows the content. */
export function withNode(resource: Resource, node: Mapping): Resource {
  return node === resource.node ? resource : { ...resource, node, id: idOf(node) };
}

/** The same resource with its present id put behind the former ones, as before a change of name or namespace. */
export function rememberId(resource: Resource): Resource {
  const { kind, name } = resource.id;
  const previous = { kind, name, namespace: effectiveNamespace(resource.id) };
  return { ...resource, node: withAnnotationMap(resource.node), previous: [...resource.previous, previous] };
}

/** The notes of the official tool take the place of annotations that are no mapping. */
function withAnnotationMap(node: Mapping): Mapping {
  const metadata = get(node, 'metadata');
  const annotations = get(metadata, 'annotations');
  if (metadata?.kind !== 'mapping' || annotations === undefined || annotations.kind === 'mapping')
    return node;
  // It falls over a list of this kind, which is told in the end.
  if (annotations.kind === 'sequence' && annotations.items.length % 2 === 1) return node;
  const kept = metadata.keys.map(key => key !== 'annotations');
  const only = <Value>(values: readonly Value[]) => values.filter((_, index) => kept[index]);
  const { keys, keyStarts, values } = metadata;
  const rest = { ...metadata, keys: only(keys), keyStarts: only(keyStarts), values: only(values) };
  return withEntry(node, 'metadata', rest);
}

/** The id it had when it was read. */
export function originalId(resource: Resource): ResourceId {
  const [first] = resource.previous;
  // One without a name leaves no trace.
  return first === undefined || first.name === '' ? resource.id : { ...resource.id, ...first };
}

/** The id that a node spells. */
export function idOf(node: Mapping): ResourceId {
  const metadata = get(node, 'metadata');
  return {
    ...parseApiVersion(textAt(node, 'apiVersion') ?? ''),
    kind: textAt(node, 'kind') ?? '',
    name: nonNullAt(metadata, 'name'),
    namespace: nonNullAt(metadata, 'namespace'),
  };
}

/** The text at a key, empty where there is none: a null counts as none only where it is tagged as one. */
export function nonNullAt(metadata: YamlNode | undefined, key: string): string {
  const value = get(metadata, key);
  return value?.kind === 'scalar' && !isTaggedNull(value) ? value.text : '';
}

/** Splits at the first slash: `apps/v1`, `v1`. */
export function parseApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  if (slash < 0) return { group: '', version: apiVersion };
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** The inverse of `parseApiVersion`. */
export function apiVersionOf(gvk: Gvk): string {
  return gvk.group === '' ? gvk.version : `${gvk.group}/${gvk.version}`;
}

/** Stands for "no namespace" where ids are compared. */
const notANamespace = '_non_namespaceable_';

/** The namespace that counts in comparisons: `default` where none is written, none for cluster-scoped kinds. */
export function effectiveNamespace(id: ResourceId): string {
  if (isClusterScoped(id)) return notANamespace;
  return id.namespace === '' ? 'default' : id.namespace;
}

/** Equal keys mean equal ids: same group, version, kind, name and effective namespace. */
export function idKey(id: ResourceId): string {
  return `${id.group}/${id.version}/${id.kind}|${effectiveNamespace(id)}|${id.name}`;
}

/** An id for people: `Deployment.v1.apps/web.prod`, as the official tool writes it. */
export function formatId(id: ResourceId): string {
  const kind = [id.kind || '[noKind]', id.version || '[noVer]', id.group || '[noGrp]'].join('.');
  return `${kind}/${id.name || '[noName]'}.${id.namespace || '[noNs]'}`;
}

/** Whether a path within an object leads to what a Secret holds, which nobody may be shown. */
export function isSecretData(id: ResourceId, path: readonly (string | number)[]): boolean {
  return id.kind === 'Secret' && id.group === '' && (path[0] === 'data' || path[0] === 'stringData');
}

/** Whether every part that the selector names is the same. */
export function isSelected(gvk: Gvk, selector: Partial<Gvk>): boolean {
  return (
    (!selector.group || selector.group === gvk.group) &&
    (!selector.version || selector.version === gvk.version) &&
    (!selector.kind || selector.kind === gvk.kind)
  );
}

/** What ran over a resource: the kustomization that configured it and the kind of the builtin transformer. */
export interface Transformation {
  readonly file: string;
  readonly kind: string;
  /** Where the kustomization was fetched from. */
  readonly clone: Clone | undefined;
  /** Name and namespace of a plugin's configuration; absent for the fields of a kustomization. */
  readonly name?: string;
  readonly namespace?: string;
  /** The scalars that say both: they are copied into the notes. */
  readonly named?: readonly Scalar[];
}
