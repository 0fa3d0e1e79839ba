import { describe, expect, test } from 'vitest';
import { schemaFromDocument } from '../../src/schema/document.ts';
import {
  elementSchema,
  fieldSchema,
  isClusterScoped,
  patchStrategyOf,
  type SchemaNode,
  type Schemas,
  schemaOf,
  schemasWith,
} from '../../src/schema/openapi.ts';

// That every answer is kustomize's own is what test/oracle/schema.test.ts shows. Here: what a user would notice
// first, and what kustomize cannot be asked because it hangs or panics.

/** The node at a path of field names and `[]`. */
function lookUp(node: SchemaNode | undefined, path: string): SchemaNode | undefined {
  let current = node;
  for (const step of path.split('.')) {
    if (current === undefined) return undefined;
    current = step === '[]' ? elementSchema(current) : fieldSchema(current, step);
  }
  return current;
}

const deployment = { group: 'apps', version: 'v1', kind: 'Deployment' };
const widget = { group: 'example.com', version: 'v1', kind: 'Widget' };

function checkStrategy(
  node: SchemaNode | undefined,
  path: string,
  strategies: string[],
  mergeKeys: string[],
) {
  const found = lookUp(node, path);
  expect(found && patchStrategyOf(found)).toEqual({ strategies, mergeKeys });
}

describe('built-in types', () => {
  test('a patch finds the container it means by its name, and the port by number and protocol', () => {
    const schema = schemaOf(deployment);
    checkStrategy(schema, 'spec.template.spec.containers', ['merge'], ['name']);
    checkStrategy(schema, 'spec.template.spec.containers.[].ports', ['merge'], ['containerPort', 'protocol']);
    checkStrategy(schema, 'spec.template.spec.volumes', ['merge', 'retainKeys'], ['name']);
    checkStrategy(schema, 'metadata.finalizers', ['merge'], []);
  });

  test('a strategy beside a reference is lost, as it is to kustomize', () => {
    checkStrategy(schemaOf(deployment), 'spec.strategy', [], []);
  });

  test('a schema that holds itself can be followed to any depth', () => {
    const crd = { group: 'apiextensions.k8s.io', version: 'v1', kind: 'CustomResourceDefinition' };
    const path = `spec.versions.[].schema.openAPIV3Schema${'.properties.any'.repeat(50)}.required`;
    expect(lookUp(schemaOf(crd), path)).toBeDefined();
  });

  test('a namespace is not given to a kind that is known to have none, but to one that nobody knows', () => {
    expect(isClusterScoped({ group: '', version: 'v1', kind: 'Namespace' })).toBe(true);
    expect(isClusterScoped(deployment)).toBe(false);
    expect(isClusterScoped(widget)).toBe(false);
    expect(isClusterScoped({ group: '', version: 'v1', kind: '' })).toBe(false);
  });
});

function read(document: unknown, position: Parameters<typeof schemasWith>[1] = 'alone'): Schemas {
  const result = schemaFromDocument(document);
  if ('invalid' in result) return expect.fail(`refused at ${result.invalid.join('.')}`);
  return schemasWith(result.layer, position);
}

/** A document with one resource type whose schema has these keys. */
function ofWidget(schema: object, others: object = {}): object {
  return {
    definitions: {
      ...others,
      Widget: { type: 'object', 'x-kubernetes-group-version-kind': [widget], ...schema },
    },
  };
}

describe("a user's document", () => {
  test('gives the lists of a custom resource merge keys', () => {
    const document = ofWidget({
      properties: {
        parts: {
          type: 'array',
          items: { type: 'object' },
          'x-kubernetes-patch-strategy': 'merge',
          'x-kubernetes-patch-merge-key': 'id',
        },
      },
    });
    checkStrategy(schemaOf(widget, read(document)), 'parts', ['merge'], ['id']);
  });

  test('hides the built-in types where it stands alone, but their scopes stay', () => {
    const schemas = read(ofWidget({}));
    expect(schemaOf(deployment, schemas)).toBeUndefined();
    expect(isClusterScoped({ group: '', version: 'v1', kind: 'Node' }, schemas)).toBe(true);
  });

  test('wins over a built-in definition, or loses to it, also where built-in types refer to it', () => {
    const document = {
      definitions: { 'io.k8s.api.core.v1.PodSpec': { properties: { containers: { type: 'array' } } } },
    };
    const path = 'spec.template.spec.containers';
    checkStrategy(schemaOf(deployment, read(document, 'over')), path, [], []);
    checkStrategy(schemaOf(deployment, read(document, 'under')), path, ['merge'], ['name']);
  });

  test('ends where references go in a circle', () => {
    const circle = { A: { $ref: '#/definitions/B' }, B: { $ref: '#/definitions/A' } };
    const document = ofWidget({ properties: { spec: { $ref: '#/definitions/A' } } }, circle);
    expect(lookUp(schemaOf(widget, read(document)), 'spec')).toBeUndefined();
  });

  test('knows nothing of the elements where items is a list of schemas', () => {
    const document = ofWidget({ properties: { parts: { type: 'array', items: [{ type: 'string' }] } } });
    const parts = lookUp(schemaOf(widget, read(document)), 'parts');
    expect(parts && elementSchema(parts)).toBeUndefined();
  });
});

describe('a document that is none is refused where it is wrong', () => {
  const deep = () => {
    let schema: object = { type: 'string' };
    for (let depth = 0; depth < 100_000; depth += 1) schema = { type: 'array', items: schema };
    return schema;
  };
  const refused: [string, unknown, readonly unknown[]][] = [
    ['a list', [], []],
    ['definitions that are a number', { definitions: 3 }, ['definitions']],
    ['a definition that is text', { definitions: { A: 'x' } }, ['definitions', 'A']],
    ['a type that is a number', { definitions: { A: { type: 3 } } }, ['definitions', 'A', 'type']],
    [
      'a field that is a boolean',
      { definitions: { A: { properties: { b: true } } } },
      ['definitions', 'A', 'properties', 'b'],
    ],
    [
      'a resource type without a kind',
      { definitions: { A: { 'x-kubernetes-group-version-kind': [{ version: 'v1' }] } } },
      ['definitions', 'A', 'x-kubernetes-group-version-kind', 0, 'kind'],
    ],
  ];
  for (const [name, document, invalid] of refused) {
    test(name, () => expect(schemaFromDocument(document)).toEqual({ invalid }));
  }

  test('one that is deeper than the stack', () => {
    const result = schemaFromDocument({ definitions: { A: deep() } });
    expect('invalid' in result && result.invalid.length).toBeGreaterThan(500);
  });
});
