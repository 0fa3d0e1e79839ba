import type { Resource } from '../../../kustomize/resource.ts';
import { get, type Mapping, type Scalar, textAt } from '../../../yaml/node.ts';
import { eachScalar, mappingsAt, onceFor } from '../graph/nodes.ts';
import { containersOf } from '../graph/pods.ts';
import { hasKnownReferences } from '../graph/references.ts';
import type { Graph } from '../graph.ts';

/** A text that speaks of an object by the name that it had. */
export interface LooseReference {
  readonly scalar: Scalar;
  readonly name: string;
  readonly renamed: Resource;
}

/** What a field, option or annotation is called that names a ConfigMap or Secret: no program calls other things so. */
const contentKinds: readonly (readonly [kind: string, word: RegExp])[] = [
  ['ConfigMap', /config-?map[-_.]?(?:key)?[-_.]?(?:name|ref)?s?$/i],
  ['Secret', /secret[-_.]?(?:key)?[-_.]?(?:name|ref)?s?$/i],
];
/** What an option of a program is called, which names no other object of the build by chance. */
const optionKinds: typeof contentKinds = [...contentKinds, ['ConfigMap', /(?:^|[-_.])config$/i]];
/** What a field is called in the objects of operators. */
const fieldKinds: typeof contentKinds = [
  ...contentKinds,
  ['ServiceAccount', /service-?account(?:name|ref)?s?$/i],
  ['PersistentVolumeClaim', /(?:claim|pvc)(?:name|ref)?s?$/i],
  ['Service', /(?:service|svc)(?:name|ref)?s?$/i],
];
const isIstio = /(?:^|\.)networking\.istio\.io$/;

/** Finds former names where kustomize does not look for references; only where kind and name are beyond doubt. */
export function looseReferences(graph: Graph): readonly LooseReference[] {
  if (!graph.hasRenamed) return [];
  const inCustom = graph.custom.flatMap(resource =>
    hasKnownReferences(resource.id.kind)
      ? []
      : [
          ...namesIn(resource.node).flatMap(({ scalar, kind }) =>
            look(graph, scalar, scalar.text, kind, resource),
          ),
          ...hostsOf(resource).flatMap(scalar => inHost(graph, scalar, resource)),
        ],
  );
  const inAnnotations = graph.resources.flatMap(resource => inAnnotationsOf(graph, resource));
  const inPods = graph.pods.flatMap(({ spec, owner }) =>
    containersOf(spec).flatMap(container =>
      argumentsOf(container).flatMap(scalar => inText(graph, scalar, owner)),
    ),
  );
  return [...inCustom, ...inAnnotations, ...inPods];
}

interface Named {
  readonly scalar: Scalar;
  readonly kind: string;
}

/** Scalars of an operator's object whose field says that they name an object of a kind. */
const namesIn = onceFor((node: Mapping): readonly Named[] => {
  const found: Named[] = [];
  eachScalar(node, (scalar, keys, holder) => {
    if (keys[0] === 'metadata' || keys[0] === 'status') return;
    const last = keys.at(-1) ?? '';
    if (!/name$|ref$|secret$|configmap$/i.test(last)) return;
    const told = last === 'name' ? textAt(holder, 'kind') : undefined;
    const field = last === 'name' ? (keys.at(-2) ?? '') : last;
    const kind = told ?? fieldKinds.find(([, word]) => word.test(field))?.[0];
    if (kind !== undefined) found.push({ scalar, kind });
  });
  return found;
});

/** Hosts in the objects of Istio, which are Services. */
function hostsOf({ id, node }: Resource): readonly Scalar[] {
  return isIstio.test(id.group) ? hostScalars(node) : [];
}

const hostScalars = onceFor((node: Mapping): readonly Scalar[] => {
  const found: Scalar[] = [];
  eachScalar(node, (scalar, keys) => {
    if (keys.at(-1) === 'host') found.push(scalar);
  });
  return found;
});

function inHost(graph: Graph, scalar: Scalar, owner: Resource): LooseReference[] {
  const [name = '', namespace, service] = scalar.text.split('.');
  if (namespace === undefined) return look(graph, scalar, name, 'Service', owner);
  return service === 'svc' ? look(graph, scalar, name, 'Service', owner, namespace) : [];
}

function look(
  graph: Graph,
  scalar: Scalar,
  name: string,
  kind: string,
  { id }: Resource,
  namespace = id.namespace,
): LooseReference[] {
  const renamed = graph.renamed(kind, name, namespace);
  if (renamed === undefined || graph.find(kind, name, namespace) !== undefined) return [];
  return [{ scalar, name, renamed }];
}

function inAnnotationsOf(graph: Graph, resource: Resource): LooseReference[] {
  const annotations = get(get(resource.node, 'metadata'), 'annotations');
  if (annotations?.kind !== 'mapping') return [];
  return annotations.keys.flatMap((key, index) => {
    const value = annotations.values[index];
    const kind = contentKinds.find(([, word]) => word.test(key))?.[0];
    if (value?.kind !== 'scalar' || kind === undefined) return [];
    return look(graph, value, value.text, kind, resource);
  });
}

/** What a container is started with: command, arguments and the values of its environment. */
function argumentsOf(container: Mapping): readonly Scalar[] {
  const lists = ['command', 'args'].flatMap(key => {
    const list = get(container, key);
    return list?.kind === 'sequence' ? list.items : [];
  });
  const values = mappingsAt(container, 'env').map(entry => get(entry, 'value'));
  return [...lists, ...values].filter(node => node?.kind === 'scalar');
}

/** `--tls-secret=name`, and hosts: `//name`, `name:port`, `name.namespace.svc`. */
function inText(graph: Graph, scalar: Scalar, owner: Resource): LooseReference[] {
  const { text } = scalar;
  if (text.length > 500 || text.includes('\n')) return [];
  const flag = /^--?([\w.-]+)[= ]([a-z0-9][-a-z0-9.]*)$/.exec(text);
  if (flag !== null) {
    const [, option = '', name = ''] = flag;
    const kind = optionKinds.find(([, word]) => word.test(option))?.[0];
    const found = kind === undefined ? [] : look(graph, scalar, name, kind, owner);
    if (found.length > 0) return found;
  }
  if (/image/i.test(text)) return [];
  for (const host of hostsIn(text)) {
    const found = look(graph, scalar, host.name, 'Service', owner, host.namespace ?? owner.id.namespace);
    if (found.length > 0) return found.slice(0, 1);
  }
  return [];
}

function hostsIn(text: string): { name: string; namespace: string | undefined }[] {
  const hosts = text.matchAll(
    /(?<lead>^|\/\/|[@=,\s])(?<name>[a-z][-a-z0-9]*)(?:\.(?<namespace>[a-z][-a-z0-9]*)\.svc(?:\.[a-z0-9.-]+)?)?(?<port>:\d{2,5})?(?=$|[/,\s?])/g,
  );
  return [...hosts].flatMap(({ groups = {} }) => {
    const { lead, name, namespace, port } = groups;
    // A lone word is no host.
    if (name === undefined || (lead !== '//' && namespace === undefined && port === undefined)) return [];
    return [{ name, namespace }];
  });
}
