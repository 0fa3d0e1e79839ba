import fc from 'fast-check';

/**
 * OpenAPI documents with few names, so that they meet one another and Kubernetes' own. What kustomize hangs or
 * panics on is left out: circles of bare references, lists of schemas as `items`, extensions of a wrong type.
 */
export function randomDocument(): fc.Arbitrary<object> {
  const positions = names.map((_, position) => position);
  return fc
    .tuple(fc.subarray(positions, { minLength: 1 }), fc.array(pathEntry, { maxLength: 4 }))
    .chain(([present, paths]) =>
      fc
        .tuple(...present.map(position => fc.tuple(fc.constant(names[position]), definition(position))))
        .map(definitions => ({
          swagger: '2.0',
          paths: Object.fromEntries(paths),
          definitions: Object.fromEntries(definitions),
        })),
    );
}

const names = [
  'io.example.v1.Widget',
  'io.k8s.api.apps.v1.DeploymentSpec',
  'io.k8s.api.core.v1.PodSpec',
  'io.k8s.api.core.v1.Container',
  'a/b~c',
];

/** One for each definition: two definitions of one type would leave kustomize to chance. */
const kinds = [
  { group: 'example.com', version: 'v1', kind: 'Widget' },
  { group: 'apps', version: 'v1', kind: 'Deployment' },
  { group: '', version: 'v1', kind: 'Pod' },
  { version: 'v1', kind: 'Gadget' },
  { group: 'example.com', version: 'v2', kind: 'Widget' },
];

const fieldNames = ['containers', 'spec', 'items', '$ref', 'toString', '__proto__', 'x-name'];

const pathEntry = fc.tuple(
  fc.constantFrom(
    '/apis/example.com/v1/widgets',
    '/apis/example.com/v1/namespaces/{namespace}/widgets/{name}',
    '/api/v1/namespaces/{namespace}/gadgets',
    '/api/v1/gadgets',
    '/apis/apps/v1/deployments',
  ),
  fc.record(
    {
      get: fc.record({ 'x-kubernetes-group-version-kind': fc.constantFrom(...kinds) }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  ),
);

function definition(position: number): fc.Arbitrary<object> {
  const own = fc.record(
    {
      type: types,
      properties: fc.dictionary(fc.constantFrom(...fieldNames), field(position), {
        maxKeys: 2,
        noNullPrototype: true,
      }),
      additionalProperties: fc.oneof(fc.boolean(), field(position)),
      'x-kubernetes-group-version-kind': fc.constant([kinds[position]]),
    },
    { requiredKeys: ['x-kubernetes-group-version-kind'] },
  );
  if (position + 1 === names.length) return own;
  const reference = fc.record({
    $ref: laterReference(position),
    'x-kubernetes-group-version-kind': fc.constant([kinds[position]]),
  });
  return fc.oneof({ weight: 6, arbitrary: own }, reference);
}

const types = fc.constantFrom<unknown[]>('object', 'array', 'string', ['array'], ['array', 'null'], []);

const extensions = {
  'x-kubernetes-patch-strategy': fc.constantFrom('merge', 'replace', 'merge,retainKeys', 'retainKeys', ''),
  'x-kubernetes-patch-merge-key': fc.constantFrom('name', 'port', ''),
  'x-kubernetes-list-map-keys': fc.constantFrom(['name'], ['port', 'protocol'], []),
};

function field(position: number): fc.Arbitrary<object> {
  const { schema } = fc.letrec<{ schema: object }>(tie => ({
    schema: fc.oneof(
      { maxDepth: 2 },
      fc.record({ $ref: anyReference(position), ...extensions }, { requiredKeys: ['$ref'] }),
      fc.record({ type: types, ...extensions }, { requiredKeys: [] }),
      fc.record({ type: types, items: tie('schema'), ...extensions }, { requiredKeys: ['items'] }),
      fc.record({
        type: types,
        additionalProperties: tie('schema'),
        properties: fc.dictionary(fc.constantFrom(...fieldNames), tie('schema'), {
          maxKeys: 1,
          noNullPrototype: true,
        }),
      }),
    ),
  }));
  return schema;
}

function anyReference(position: number): fc.Arbitrary<string> {
  const definitions = fc.constantFrom(...names).map(name => `#/definitions/${escapeStep(name)}`);
  const odd = fc.constantFrom(
    '',
    '#',
    'other.json',
    '#/definitions',
    '#/definitions/missing',
    '#/properties/spec',
    `other.json#/definitions/${names[3]}`,
    '#/definitions/io.k8s.api.core.v1.Volume',
    '#/definitions/io.k8s.api.core.v1.Service/properties/metadata',
    '#/definitions/io.k8s.api.core.v1.ServiceSpec/properties/ports/items',
    '#/definitions/io.k8s.api.core.v1.ServiceSpec/properties/selector/additionalProperties',
    '#/definitions/io.k8s.api.core.v1.ServiceSpec/properties/ports',
    '#/definitions/io%2Ek8s.api.core.v1.Volume',
  );
  const later = position + 1 < names.length ? [laterReference(position)] : [];
  return fc.oneof({ weight: 3, arbitrary: definitions }, odd, ...later);
}

/** A definition behind this one, or a field of it. */
function laterReference(position: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...names.slice(position + 1)), fc.option(fc.constantFrom(...fieldNames)))
    .map(
      ([name, inner]) => `#/definitions/${escapeStep(name)}${inner === null ? '' : `/properties/${inner}`}`,
    );
}

function escapeStep(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
