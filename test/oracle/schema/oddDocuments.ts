/** Documents that are hardly OpenAPI, or not at all: kustomize takes some and panics on others. */
export function oddDocuments(): unknown[] {
  const odd: unknown[] = [null, true, 3, 'text', [], {}];
  const values = [
    null,
    true,
    3,
    1.5,
    'text',
    '%zz',
    [],
    ['text'],
    [3],
    [{}],
    [{ version: 'v1' }],
    {},
    { type: 3 },
  ];
  for (const value of values) {
    odd.push(
      { definitions: value },
      { definitions: { A: value } },
      { paths: value },
      { paths: { '/x': value } },
    );
    odd.push({ paths: { x: value } }, { paths: { '/x': { get: { [gvkExtension]: value } } } });
    for (const key of schemaKeys) odd.push({ definitions: { A: { [key]: value } } });
    odd.push({ definitions: { A: { properties: { b: value }, additionalProperties: { items: value } } } });
  }
  return odd;
}

const gvkExtension = 'x-kubernetes-group-version-kind';

const schemaKeys = [
  '$ref',
  'type',
  'properties',
  'items',
  'additionalProperties',
  'allOf',
  'description',
  'format',
  'required',
  'enum',
  'default',
  'example',
  'nullable',
  'maximum',
  'minLength',
  gvkExtension,
];
