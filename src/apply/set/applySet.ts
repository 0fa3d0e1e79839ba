import { createHash } from 'node:crypto';
import { recordAt, textOf } from '../../cluster/json.ts';
import { get, type Mapping, type SourceFile, withEntry } from '../../yaml/node.ts';

/** A set of objects that were applied together, by its parent object (KEP-3659). Parents of ours are ConfigMaps. */
export interface SetName {
  readonly name: string;
  readonly namespace: string;
}

/** Of the parent: its identity. */
export const idLabel = 'applyset.kubernetes.io/id';
/** Of each member: the identity of the set that it is part of. */
export const partOfLabel = 'applyset.kubernetes.io/part-of';
/** Of the parent: who may change the set. */
export const toolingAnnotation = 'applyset.kubernetes.io/tooling';
/** Of the parent: the kinds among its members, `Deployment.apps,Secret`. */
export const kindsAnnotation = 'applyset.kubernetes.io/contains-group-kinds';
/** Of the parent: the namespaces of its members, without its own. */
export const namespacesAnnotation = 'applyset.kubernetes.io/additional-namespaces';

/** Our name, with which other tools refuse our sets as we refuse theirs. */
export const toolName = 'kubewright';
/** As package.json has it. */
export const toolVersion = '0.1.0';

/** The identity of the set with that parent; the group of a ConfigMap is empty. */
export function setId({ name, namespace }: SetName): string {
  const hash = createHash('sha256').update(`${name}.${namespace}.ConfigMap.`).digest('base64url');
  return `applyset-${hash}-v1`;
}

/** Names of objects have at most so many characters, and this leaves room for the hash. */
const longestStem = 200;

/** The name of a kustomization's set: by the path of its directory below the repository, so that all users find the same. */
export function setNameOf(path: string): string {
  const stem = path
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  if (stem === '') return 'kubewright-root';
  // Where every character of the path can be told from the name, the name is enough.
  const isWhole = stem.length <= longestStem && /^[a-z0-9/]+$/.test(path);
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 8);
  return isWhole ? `kubewright-${stem}` : `kubewright-${stem.slice(0, longestStem)}-${hash}`;
}

/** The name of a set where another repository has one of that name already; `repository` is what this one is known by. */
export function setNameBeside(name: string, repository: string): string {
  return `${name}-${createHash('sha256').update(repository).digest('hex').slice(0, 8)}`;
}

/** The identity of the set that an object on the server is part of; `undefined` where it is in none. */
export function memberOf(object: unknown): string | undefined {
  return textOf(recordAt(recordAt(object, 'metadata'), 'labels')[partOfLabel]);
}

/** The object with the label of a member; `file` is what its other labels come from. */
export function withPartOf(node: Mapping, id: string, file: SourceFile): Mapping {
  const metadata = mappingAt(node, 'metadata');
  const label = {
    kind: 'scalar',
    text: id,
    style: 'double',
    tag: undefined,
    from: file,
    start: -1,
  } as const;
  const labels = withEntry(mappingAt(metadata, 'labels'), partOfLabel, label);
  return withEntry(node, 'metadata', withEntry(metadata, 'labels', labels));
}

function mappingAt(node: Mapping, key: string): Mapping {
  const value = get(node, key);
  return value?.kind === 'mapping'
    ? value
    : { kind: 'mapping', keys: [], keyStarts: [], values: [], start: -1 };
}
