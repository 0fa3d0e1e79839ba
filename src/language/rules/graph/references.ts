import { idOf, type Resource } from '../../../kustomize/resource.ts';
import { get, type Mapping, type Scalar, textAt } from '../../../yaml/node.ts';
import { annotationsOf, filledAt, mappingsAt, onceFor } from './nodes.ts';
import { podsOf } from './pods.ts';

/** A field that holds the name of another object. */
export interface Reference {
  /** The kind that is named; the group is not told apart. */
  readonly kind: string;
  readonly name: Scalar;
  /** The namespace that the field itself names, else the one of its object; empty where neither is written. */
  readonly namespace: string;
  /** Whether its object does without. */
  readonly optional: boolean;
  /** The entries of a ConfigMap or Secret that are asked for. */
  readonly keys: readonly Scalar[];
  /** The port of a Service that is asked for, by number or name. */
  readonly port: Scalar | undefined;
}

/** Where a name stands: the mapping that holds it, its key there, the kind it names or the key that tells the kind. */
interface Field {
  readonly at: string;
  readonly key: string;
  readonly kind: string | { readonly key: string; readonly fallback?: string };
  readonly port?: readonly string[];
}

function field(at: string, key: string, kind: Field['kind'], ...port: string[]): Field {
  return { at, key, kind, ...(port.length === 0 ? {} : { port }) };
}

const inContainers = ['containers', 'initContainers', 'ephemeralContainers'].flatMap(list => [
  field(`${list}/env/valueFrom/configMapKeyRef`, 'name', 'ConfigMap'),
  field(`${list}/env/valueFrom/secretKeyRef`, 'name', 'Secret'),
  field(`${list}/envFrom/configMapRef`, 'name', 'ConfigMap'),
  field(`${list}/envFrom/secretRef`, 'name', 'Secret'),
]);
const inPods: readonly Field[] = [
  ...inContainers,
  field('volumes/configMap', 'name', 'ConfigMap'),
  field('volumes/secret', 'secretName', 'Secret'),
  field('volumes/projected/sources/configMap', 'name', 'ConfigMap'),
  field('volumes/projected/sources/secret', 'name', 'Secret'),
  field('volumes/persistentVolumeClaim', 'claimName', 'PersistentVolumeClaim'),
  field('imagePullSecrets', 'name', 'Secret'),
  field('', 'serviceAccountName', 'ServiceAccount'),
];
const route = [field('spec/rules/backendRefs', 'name', { key: 'kind', fallback: 'Service' }, 'port')];
const webhooks = [field('webhooks/clientConfig/service', 'name', 'Service', 'port')];
const role = field('roleRef', 'name', { key: 'kind' });
const subjects = field('subjects', 'name', { key: 'kind' });

const byKind: Readonly<Record<string, readonly Field[]>> = {
  StatefulSet: [field('spec', 'serviceName', 'Service')],
  Ingress: [
    field('spec/rules/http/paths/backend/service', 'name', 'Service', 'port/number', 'port/name'),
    field('spec/defaultBackend/service', 'name', 'Service', 'port/number', 'port/name'),
    field('spec/rules/http/paths/backend', 'serviceName', 'Service', 'servicePort'),
    field('spec/backend', 'serviceName', 'Service', 'servicePort'),
    field('spec/tls', 'secretName', 'Secret'),
  ],
  HTTPRoute: route,
  GRPCRoute: route,
  TCPRoute: route,
  TLSRoute: route,
  HorizontalPodAutoscaler: [field('spec/scaleTargetRef', 'name', { key: 'kind' })],
  VerticalPodAutoscaler: [field('spec/targetRef', 'name', { key: 'kind' })],
  ScaledObject: [field('spec/scaleTargetRef', 'name', { key: 'kind', fallback: 'Deployment' })],
  ServiceAccount: [field('imagePullSecrets', 'name', 'Secret')],
  RoleBinding: [role, subjects],
  ClusterRoleBinding: [role, subjects],
  ValidatingWebhookConfiguration: webhooks,
  MutatingWebhookConfiguration: webhooks,
  APIService: [field('spec/service', 'name', 'Service', 'port')],
};

const referencesOfNode = onceFor((node: Mapping): readonly Reference[] => {
  const id = idOf(node);
  const own = (byKind[id.kind] ?? [])
    .filter(each => each.at !== 'spec/tls' || !isIssued(node))
    .flatMap(each => read(node, each));
  const pods = podsOf({ id, node }).filter(({ builtin }) => builtin);
  const all = [...own, ...pods.flatMap(({ spec }) => referencesOfPods(spec))];
  return all.map(each => ({ ...each, namespace: each.namespace ?? id.namespace }));
});

/** Overlays change what is around pods more often than the pods themselves. */
const referencesOfPods = onceFor((spec: Mapping) => inPods.flatMap(each => read(spec, each)));

/** The references in the fields of an object that are known to hold one. */
export function referencesOf({ node }: Resource): readonly Reference[] {
  return referencesOfNode(node);
}

/** Whether a certificate manager makes the Secrets of an Ingress. */
function isIssued(node: Mapping): boolean {
  return [...annotationsOf(node).keys()].some(key => /cert-manager|tls-acme|issuer|managed-cert/.test(key));
}

/** Whether it is known in which fields an object of that kind names others. */
export function hasKnownReferences(kind: string): boolean {
  return byKind[kind] !== undefined;
}

/** A reference whose namespace is that of its object where it names none. */
type ReferenceAsWritten = Omit<Reference, 'namespace'> & { readonly namespace: string | undefined };

function read(root: Mapping, { at, key, kind, port }: Field): ReferenceAsWritten[] {
  return mappingsAt(root, at).flatMap(holder => {
    const name = filledAt(holder, key);
    const named = typeof kind === 'string' ? kind : (textAt(holder, kind.key) ?? kind.fallback);
    if (name === undefined || named === undefined) return [];
    const asked = port?.map(path => scalarAt(holder, path)).find(found => found !== undefined);
    // An AWS load balancer's action, not a Service.
    if (asked?.text === 'use-annotation') return [];
    return [
      {
        kind: named,
        name,
        namespace: textAt(holder, 'namespace'),
        optional: textAt(holder, 'optional') === 'true',
        keys: keysOf(holder, named),
        port: asked,
      },
    ];
  });
}

function keysOf(holder: Mapping, kind: string): readonly Scalar[] {
  if (kind !== 'ConfigMap' && kind !== 'Secret') return [];
  const items = mappingsAt(holder, 'items').map(item => filledAt(item, 'key'));
  return [filledAt(holder, 'key'), ...items].filter(key => key !== undefined);
}

function scalarAt(holder: Mapping, path: string): Scalar | undefined {
  const keys = path.split('/');
  const parent = keys.slice(0, -1).reduce<ReturnType<typeof get>>((node, key) => get(node, key), holder);
  return filledAt(parent, keys.at(-1) ?? '');
}
