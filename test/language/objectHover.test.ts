import { describe, expect, test } from 'vitest';
import { createCustomTypes, type TypeOfKind } from '../../src/language/customTypes.ts';
import { objectHoverAt } from '../../src/language/objectHover.ts';
import { typeName } from '../../src/schema/kubernetes/fieldAtPath.ts';
import { atCursor } from './atCursor.ts';
import { memoryWorkspace } from './memoryWorkspace.ts';

const deployment = 'apiVersion: apps/v1\nkind: Deployment\n';

/** `name: type` of the field at the cursor and how its description begins. */
async function hover(marked: string, types = noTypes): Promise<string | undefined> {
  const { text, position } = atCursor(marked);
  const found = await objectHoverAt(text, position, types);
  return found && `${found.name}: ${typeName(found.type)} ${found.description?.slice(0, 21) ?? ''}`;
}

const noTypes: TypeOfKind = () => undefined;

describe('hover says what a field of an object is for', () => {
  test.each([
    ['in a resource', `${deployment}spec:\n  repl$0icas: 2\n`, 'replicas: integer Number of desired pod'],
    [
      'in an item of a list',
      `${deployment}spec:\n  template:\n    spec:\n      containers:\n      - name: a\n        ima$0ge: b\n`,
      'image: string Container image name.',
    ],
    [
      'on the dash of an item',
      `${deployment}spec:\n  template:\n    spec:\n      containers:\n        - na$0me: a\n`,
      'name: string Name of the container',
    ],
    [
      'in a list and a type of its own',
      `${deployment}spec:\n  template:\n    spec:\n      conta$0iners: []\n`,
      'containers: Container[] List of containers be',
    ],
    [
      'in braces',
      `${deployment}spec: { replicas: 1, pau$0sed: true }\n`,
      'paused: boolean Indicates that the de',
    ],
    [
      'in the second document',
      `apiVersion: v1\nkind: ConfigMap\n---\n${deployment}spec:\n  sel$0ector: {}\n`,
      'selector: LabelSelector Label selector for po',
    ],
    [
      'before another document',
      `spec:\n  sel$0ector: {}\n${deployment}---\napiVersion: v1\nkind: Service\n`,
      'selector: LabelSelector Label selector for po',
    ],
    [
      'in an item of a List',
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  spec:\n    po$0rts: []\n',
      'ports: ServicePort[] The list of ports tha',
    ],
    [
      'in a patch that a kustomization holds',
      'kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\npatches:\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata:\n      name: web\n    spec:\n      repl$0icas: 3\n',
      'replicas: integer Number of desired pod',
    ],
    [
      'in a half-typed file',
      `${deployment}metadata:\n  name: web\n  labels\nspec:\n  repl$0icas: 2\n  template: [\n`,
      'replicas: integer Number of desired pod',
    ],
  ])('%s', async (_, marked, expected) => {
    expect(await hover(marked)).toBe(expected);
  });

  test.each([
    ['a value', `${deployment}spec:\n  replicas: $02\n`],
    ['a key that is the user’s own', `${deployment}metadata:\n  labels:\n    a$0pp: web\n`],
    ['a field that the kind does not have', `${deployment}spec:\n  repliks$0: 2\n`],
    ['a directive of a patch', `${deployment}spec:\n  $pat$0ch: replace\n`],
    ['a kind that nobody defines', 'apiVersion: a/v1\nkind: B\nspec:\n  c$0: 1\n'],
    ['what is no object', 'spec:\n  repl$0icas: 2\n'],
    ['the text of a ConfigMap', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a.yaml: |\n    sp$0ec: 1\n'],
  ])('and says nothing of %s', async (_, marked) => {
    expect(await hover(marked)).toBeUndefined();
  });
});

test('fields of custom resources are explained by the definitions that the workspace has', async () => {
  const workspace = memoryWorkspace({
    '/crds/widget.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.com
spec:
  group: example.com
  names: { kind: Widget, plural: widgets }
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              size: { type: integer, description: How big it is. }
`,
  });
  await workspace.load([{ kind: 'entry', path: '/crds/widget.yaml' }], new AbortController().signal);
  const { note, typeOf } = createCustomTypes(workspace.snapshot);
  const entry = workspace.snapshot.entry('/crds/widget.yaml');
  note(entry?.kind === 'file' ? [entry.file] : []);
  const widget = (field: string) => `apiVersion: example.com/v1\nkind: Widget\n${field}`;
  expect(await hover(widget('spec:\n  si$0ze: 1\n'), typeOf)).toBe('size: integer How big it is.');
  expect(await hover(widget('metadata:\n  na$0me: a\n'), typeOf)).toMatch(
    /^name: string Name must be unique/,
  );
  expect(await hover(widget('spec:\n  colo$0r: 1\n'), typeOf)).toBeUndefined();
});
