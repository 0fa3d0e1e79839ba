import type { BuildResult } from '../../kustomize/build.ts';
import type { Resource } from '../../kustomize/resource.ts';
import { schemaOf } from '../../schema/openapi.ts';
import type { Mapping } from '../../yaml/node.ts';
import { nearMiss } from './graph/nearMiss.ts';
import { annotationsOf, eachScalar, onceFor } from './graph/nodes.ts';
import { type PodTemplate, podsOf } from './graph/pods.ts';
import { hasKnownReferences, type Reference, referencesOf } from './graph/references.ts';

/** Pods with the object that makes them. */
export interface OwnedPods extends PodTemplate {
  readonly owner: Resource;
}

/** The objects that a build renders, by what they are called and whom they name. */
export interface Graph {
  readonly resources: readonly Resource[];
  readonly pods: readonly OwnedPods[];
  readonly references: readonly Reference[];
  /** Objects of kinds that Kubernetes does not have: an operator may make anything of them. */
  readonly custom: readonly Resource[];
  /** The object of that kind and name in a namespace; `''` stands for any, on either side. */
  find(kind: string, name: string, namespace: string): Resource | undefined;
  /** The object that had this name until a prefix, suffix or hash gave it another. */
  renamed(kind: string, name: string, namespace: string): Resource | undefined;
  /** Objects of a kind that have another name than the one they were written with. */
  readonly hasRenamed: boolean;
  /** A name that an object of that kind has or was written with, a slip away from `name`. */
  nearest(kind: string, name: string, namespace: string): string | undefined;
  /** Whether an object of an operator or an annotation speaks of the name, and so may bring what it names. */
  isSpokenOf(name: string): boolean;
}

/** The graph of a build, made once for all rules. */
export const graphOf: (result: BuildResult) => Graph = onceFor(({ resources }: BuildResult) =>
  index(resources),
);

const textsOfNode = onceFor((node: Mapping): ReadonlySet<string> => {
  const texts = new Set<string>();
  eachScalar(node, ({ text }) => texts.add(text));
  return texts;
});

function index(resources: readonly Resource[]): Graph {
  const present = new Map<string, Resource[]>();
  const former = new Map<string, Resource[]>();
  const names = new Map<string, Map<string, Resource[]>>();
  for (const resource of resources) {
    const { kind, name } = resource.id;
    add(present, `${kind}/${name}`, resource);
    const ofKind = names.get(kind) ?? new Map<string, Resource[]>();
    names.set(kind, ofKind);
    const before = new Set(resource.previous.map(id => id.name));
    before.delete(name);
    for (const old of before) add(former, `${kind}/${old}`, resource);
    const [original] = resource.previous;
    for (const each of new Set([name, original?.name ?? name])) add(ofKind, each, resource);
  }
  const custom = lazily(() =>
    resources.filter(({ id }) => id.kind !== 'CustomResourceDefinition' && schemaOf(id) === undefined),
  );
  const pods = lazily(() => resources.flatMap(owner => podsOf(owner).map(pod => ({ ...pod, owner }))));
  const references = lazily(() => resources.flatMap(referencesOf));
  const noted = lazily(() => new Set(resources.flatMap(({ node }) => [...annotationsOf(node).values()])));
  return {
    resources,
    get pods() {
      return pods();
    },
    get references() {
      return references();
    },
    get custom() {
      return custom();
    },
    hasRenamed: former.size > 0,
    find: (kind, name, namespace) => within(present.get(`${kind}/${name}`), namespace),
    renamed: (kind, name, namespace) => within(former.get(`${kind}/${name}`), namespace),
    nearest(kind, name, namespace) {
      const there = [...(names.get(kind) ?? [])].filter(
        ([, owners]) => within(owners, namespace) !== undefined,
      );
      return nearMiss(
        name,
        there.map(([each]) => each),
      );
    },
    isSpokenOf: name =>
      custom().some(({ id, node }) => {
        if (hasKnownReferences(id.kind)) return false;
        // Operators name what they make after the object that asks for it.
        return name.startsWith(`${id.name}-`) || textsOfNode(node).has(name);
      }) || noted().has(name),
  };
}

function add<Key>(lists: Map<Key, Resource[]>, key: Key, resource: Resource): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [resource]);
  else list.push(resource);
}

function within(found: readonly Resource[] | undefined, namespace: string): Resource | undefined {
  return found?.find(({ id }) => inOneNamespace(id.namespace, namespace));
}

/** Whether two namespaces may be one: where none is written, whoever applies the objects decides. */
export function inOneNamespace(one: string, other: string): boolean {
  return one === other || one === '' || other === '';
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
