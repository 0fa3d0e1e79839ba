import fc from 'fast-check';
import type { Tree } from './yamlText.ts';

type Trees = fc.Arbitrary<Tree>;

const word = fc.constantFrom('a', 'b', 'c');
/** Scalars whose type depends on how they are written, which a merge can change. */
export const scalar: Trees = fc.constantFrom(
  'text',
  '"5"',
  '5',
  "'5'",
  'true',
  '"true"',
  'yes',
  '"yes"',
  '1.10',
  '0777',
  '1000000',
  '12345678901234567890',
  '2020-01-01',
  '""',
  '"a: b"',
  '"line\\nbreak"',
  'null',
  '~',
  '',
  '-0.5',
  '1e3',
  '.5',
  "'# x'",
  '"<b>"',
);
const plain: Trees = fc.constantFrom('x', 'y', '"1"', '1', 'on');

function some(
  fields: Readonly<Record<string, Trees>>,
  required: Readonly<Record<string, Trees>> = {},
): Trees {
  const requiredKeys = Object.keys(required);
  return fc.record({ ...fields, ...required }, { requiredKeys }) as Trees;
}

const list = (item: Trees, maxLength = 3): Trees => fc.array(item, { maxLength }) as Trees;

/** With `$patch`, nulls and deletions where it is for a patch. */
function fieldsFor(
  isPatch: boolean,
): (fields: Record<string, Trees>, required?: Record<string, Trees>) => Trees {
  if (!isPatch) return some;
  const directive = fc.constantFrom('delete', 'replace', 'merge', 'keep');
  return (fields, required = {}) => {
    const loose = Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [
        key,
        fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: fc.constant('null') }),
      ]),
    );
    return fc.oneof(
      { weight: 14, arbitrary: some(loose, required) },
      { weight: 1, arbitrary: some({ ...loose, $patch: directive }, required) },
    );
  };
}

/** A list in a patch may say of itself that it replaces or deletes. */
function listFor(isPatch: boolean, item: Trees): Trees {
  if (!isPatch) return list(item);
  const directive = fc.constantFrom('delete', 'replace', 'merge').map(text => ({ $patch: text }) as Tree);
  return fc.oneof(
    { weight: 10, arbitrary: list(item) },
    { weight: 1, arbitrary: fc.tuple(directive, item) as Trees },
    { weight: 1, arbitrary: fc.constant('[]') },
  );
}

export function podSpec(isPatch: boolean): Trees {
  const fields = fieldsFor(isPatch);
  const lists = (item: Trees) => listFor(isPatch, item);
  const env = fields({ value: scalar }, { name: word });
  const port = fields(
    { name: word, protocol: fc.constantFrom('TCP', 'UDP') },
    { containerPort: fc.constantFrom('80', '81', '"80"') },
  );
  const mount = fields(
    { name: word, readOnly: fc.constantFrom('true', 'false') },
    { mountPath: fc.constantFrom('/a', '/b') },
  );
  const container = fields(
    {
      image: fc.constantFrom('nginx:1', '"nginx:2"', 'busybox'),
      args: lists(plain),
      env: lists(env),
      ports: lists(port),
      volumeMounts: lists(mount),
      resources: fields({ limits: fields({ cpu: scalar, memory: plain }) }),
    },
    { name: word },
  );
  const volume = fields(
    { emptyDir: fields({ medium: plain }), configMap: fields({ name: word }) },
    { name: word },
  );
  return fields({
    containers: lists(container),
    volumes: lists(volume),
    tolerations: lists(fields({ key: plain, operator: plain })),
    imagePullSecrets: lists(fields({}, { name: word })),
    nodeSelector: fields({ x: scalar, y: scalar }),
    hostAliases: lists(fields({ hostnames: lists(word) }, { ip: fc.constantFrom('1.1.1.1', '2.2.2.2') })),
    topologySpreadConstraints: lists(
      fields({ maxSkew: plain }, { topologyKey: word, whenUnsatisfiable: fc.constantFrom('x', 'y') }),
    ),
    restartPolicy: plain,
  });
}

function labels(isPatch: boolean): Trees {
  return fieldsFor(isPatch)({ x: scalar, y: scalar, 'example.com/z': scalar });
}

function metadata(isPatch: boolean, name: string): Trees {
  return some(
    { labels: labels(isPatch), annotations: labels(isPatch), finalizers: listFor(isPatch, word) },
    { name: fc.constant(name) },
  );
}

function object(
  isPatch: boolean,
  apiVersion: string,
  kind: string,
  name: string,
  rest: Record<string, Trees>,
): Trees {
  return some(rest, {
    apiVersion: fc.constant(apiVersion),
    kind: fc.constant(kind),
    metadata: metadata(isPatch, name),
  });
}

/** The objects of a sample, each by what tells it apart; the same shapes serve as patches. */
export function objects(
  isPatch: boolean,
): Readonly<Record<'Deployment' | 'Service' | 'ConfigMap' | 'Widget', Trees>> {
  const fields = fieldsFor(isPatch);
  const lists = (item: Trees) => listFor(isPatch, item);
  const servicePort = fields(
    { name: word, protocol: fc.constantFrom('TCP', 'UDP'), targetPort: scalar },
    { port: fc.constantFrom('80', '443') },
  );
  return {
    Deployment: object(isPatch, 'apps/v1', 'Deployment', 'web', {
      spec: fields({
        replicas: fc.constantFrom('1', '2', '"3"'),
        strategy: fields({ type: plain, rollingUpdate: fields({ maxSurge: scalar }) }),
        template: fields({ metadata: some({ labels: labels(isPatch) }), spec: podSpec(isPatch) }),
      }),
    }),
    Service: object(isPatch, 'v1', 'Service', 'front', {
      spec: fields({ ports: lists(servicePort), selector: labels(isPatch), externalIPs: lists(word) }),
    }),
    ConfigMap: object(isPatch, 'v1', 'ConfigMap', 'settings', {
      data: fields({ a: scalar, b: scalar, 'c.conf': fc.constantFrom('"x\\ny\\n"', 'one') }),
      immutable: fc.constantFrom('true', 'false'),
    }),
    Widget: object(isPatch, 'example.com/v1', 'Widget', 'gear', {
      spec: fields({
        parts: lists(fields({ size: scalar }, { name: word })),
        template: fields({ kind: fc.constant('Pod'), apiVersion: fc.constant('v1'), spec: podSpec(isPatch) }),
        size: scalar,
      }),
    }),
  };
}
