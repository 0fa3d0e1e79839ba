import fc from 'fast-check';
import { objects, scalar } from './randomObjects.ts';
import { type Tree, yamlText } from './yamlText.ts';

/** The files of one directory with a kustomization that patches. */
export type Sample = Readonly<Record<string, string>>;

const operation: fc.Arbitrary<Tree> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('add', 'replace') },
  { weight: 3, arbitrary: fc.constantFrom('remove', 'test', 'move', 'copy') },
);

const pointer = fc.constantFrom(
  '/metadata/labels/x',
  '/metadata/labels',
  '/metadata/annotations/example.com~1z',
  '/metadata/name',
  '/spec/replicas',
  '/spec/template/spec/containers/0/image',
  '/spec/template/spec/containers/-',
  '/spec/template/spec/containers/0/env/0/value',
  '/spec/template/spec/containers/0/args/-1',
  '/spec/ports/0',
  '/spec/ports/-',
  '/spec/size',
  '/data/a',
  '/data/c.conf',
  '/spec',
);

const value: fc.Arbitrary<Tree> = fc.oneof(
  scalar,
  fc.constant<Tree>({ name: 'new', image: 'redis' }),
  fc.constant<Tree>({ x: '1', y: 'yes' }),
  fc.constant<Tree>(['1', 'b']),
);

const operations: fc.Arbitrary<Tree> = fc.array(
  fc.record({ op: operation, path: pointer, from: pointer, value }, { requiredKeys: ['op', 'path'] }),
  { minLength: 1, maxLength: 3 },
);

const target: fc.Arbitrary<Tree> = fc.constantFrom<Tree>(
  { kind: 'Deployment' },
  { kind: 'Dep.*', name: 'web' },
  { name: 'web|front' },
  { group: 'apps', version: 'v1' },
  { labelSelector: 'x=text' },
  { labelSelector: '"x in (5, text), y"' },
  { annotationSelector: '"!x"' },
  { kind: 'Widget' },
  { namespace: 'default', kind: 'Service' },
  { kind: 'ConfigMap', name: 'p-settings' },
);

const objectPatch: fc.Arbitrary<Tree> = fc.oneof(...Object.values(objects(true)));

type Entry = { readonly field: string; readonly text: string; readonly rest: Readonly<Record<string, Tree>> };

const options = fc.constantFrom<Readonly<Record<string, Tree>>>(
  {},
  {},
  {},
  { options: { allowNameChange: 'true' } },
);

const entry: fc.Arbitrary<Entry> = fc.oneof(
  { weight: 5, arbitrary: objectPatch.map(tree => ({ field: 'patches', text: yamlText(tree), rest: {} })) },
  {
    weight: 3,
    arbitrary: fc.tuple(objectPatch, target, options).map(([tree, selector, extra]) => ({
      field: 'patches',
      text: yamlText(tree),
      rest: { target: selector, ...extra },
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(operations, target)
      .map(([tree, selector]) => ({ field: 'patches', text: yamlText(tree), rest: { target: selector } })),
  },
  {
    weight: 1,
    arbitrary: objectPatch.map(tree => ({ field: 'patchesStrategicMerge', text: yamlText(tree), rest: {} })),
  },
  {
    weight: 1,
    arbitrary: operations.map(tree => ({
      field: 'patchesJson6902',
      text: yamlText(tree),
      rest: { target: { version: 'v1', kind: 'Service', name: 'front' } },
    })),
  },
);

/** A base of a few objects and a kustomization with up to three patches, in files and inline. */
export function randomPatches(): fc.Arbitrary<Sample> {
  const base = fc.tuple(...Object.values(objects(false)));
  const prefix = fc.constantFrom('', '', 'namePrefix: p-\n', 'namespace: prod\n');
  return fc
    .tuple(base, fc.array(fc.tuple(entry, fc.boolean()), { minLength: 1, maxLength: 3 }), prefix, prefix)
    .map(([trees, entries, inner, outer]) => {
      const files: Record<string, string> = {
        'base/objects.yaml': trees.map(tree => yamlText(tree)).join('---\n'),
        'base/kustomization.yaml': `resources:\n- objects.yaml\n${inner}`,
      };
      const fields = new Map<string, string[]>();
      for (const [index, [{ field, text, rest }, isInline]] of entries.entries()) {
        const file = `patch${index}.yaml`;
        if (!isInline) files[file] = text;
        const lines = fields.get(field) ?? [];
        fields.set(field, [...lines, itemText(field, isInline ? block(text) : file, isInline, rest)]);
      }
      const lists = [...fields].map(([field, lines]) => `${field}:\n${lines.join('')}`);
      files['kustomization.yaml'] = `resources:\n- base\n${outer}${lists.join('')}`;
      return files;
    });
}

function itemText(
  field: string,
  text: string,
  isInline: boolean,
  rest: Readonly<Record<string, Tree>>,
): string {
  if (field === 'patchesStrategicMerge') return `- ${text}\n`;
  const more = Object.keys(rest).length === 0 ? '' : yamlText(rest, 2);
  return `- ${isInline ? 'patch' : 'path'}: ${text}\n${more}`;
}

function block(text: string): string {
  return `|-\n${text.trimEnd().replace(/^/gm, '    ')}`;
}
