import data from './data/kustomizeOpenapi.json' with { type: 'json' };
import { decodeDefinition } from './notation.ts';
import type { SchemaLayer, Shape } from './shape.ts';

interface EncodedDocument {
  readonly kinds: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, string>>;
}

/** The version of Kubernetes whose types kustomize v5.8.1 carries; the only one `openapi.version` may name. */
export const kubernetesVersion = data.version;

/** Kubernetes' own types as kustomize v5.8.1 knows them. */
export const kubernetesLayer: SchemaLayer = decodeLazily(data.kubernetes);

/** Kustomize's own types, which it knows whatever document a kustomization names. */
export const kustomizeLayer: SchemaLayer = decodeLazily(data.kustomize);

let knownScopes: Map<string, 'cluster' | 'namespaced'> | undefined;

/** The scope of a type of Kubernetes v1.21, and of no other: this table is asked before any document is. */
export function knownScope(apiVersion: string, kind: string): 'cluster' | 'namespaced' | undefined {
  knownScopes ??= indexScopes();
  return knownScopes.get(`${apiVersion} ${kind}`);
}

function indexScopes(): Map<string, 'cluster' | 'namespaced'> {
  const scopes = new Map<string, 'cluster' | 'namespaced'>();
  for (const scope of ['cluster', 'namespaced'] as const) {
    for (const [apiVersion, kinds] of Object.entries(data.scopes[scope])) {
      for (const kind of kinds.split(' ')) scopes.set(`${apiVersion} ${kind}`, scope);
    }
  }
  return scopes;
}

/** Names are indexed at the first question, and a definition is read when something asks for it. */
function decodeLazily(document: EncodedDocument): SchemaLayer {
  let kinds: Map<string, number> | undefined;
  let names: readonly string[] | undefined;
  const decoded = new Map<string, Shape>();
  const definition = (name: string): Shape | undefined => {
    const known = decoded.get(name);
    if (known !== undefined || !Object.hasOwn(document.definitions, name)) return known;
    names ??= Object.keys(document.definitions);
    const shape = decodeDefinition(document.definitions[name] ?? '', names);
    decoded.set(name, shape);
    return shape;
  };
  return {
    definition,
    kind(apiVersion, kind) {
      kinds ??= indexKinds(document);
      names ??= Object.keys(document.definitions);
      const name = names[kinds.get(`${apiVersion} ${kind}`) ?? -1];
      return name === undefined ? undefined : definition(name);
    },
    scope: () => undefined,
  };
}

function indexKinds(document: EncodedDocument): Map<string, number> {
  const kinds = new Map<string, number>();
  for (const [apiVersion, list] of Object.entries(document.kinds)) {
    for (const entry of list.split(' ')) {
      const [kind, position] = entry.split('@');
      kinds.set(`${apiVersion} ${kind}`, Number(position));
    }
  }
  return kinds;
}
