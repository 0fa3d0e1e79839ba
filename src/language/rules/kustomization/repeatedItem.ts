import { type Item, items, scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import type { YamlNode } from '../../../yaml/node.ts';
import type { KustomizationRule } from '../rule.ts';
import { normalPath } from './paths.ts';

/** Lists whose items kustomize takes more than once; where an item acts on resources it does so again. */
const lists = [
  { name: 'components', runsTwice: true },
  { name: 'transformers', runsTwice: true },
  { name: 'patches', runsTwice: true },
  { name: 'patchesStrategicMerge', runsTwice: true },
  { name: 'patchesJson6902', runsTwice: true },
  { name: 'validators', runsTwice: false },
  { name: 'configurations', runsTwice: false },
  { name: 'crds', runsTwice: false },
  { name: 'buildMetadata', runsTwice: false },
];

/** The same item twice in a list: a component that is listed twice puts its prefix before a name twice. */
export const repeatedItem: KustomizationRule<'kustomization.repeated-item'> = {
  code: 'kustomization.repeated-item',
  severity: 'warning',
  over: 'kustomization',
  check(kustomization, report) {
    for (const { name, runsTwice } of lists) {
      const seen = new Map<string, Item>();
      for (const item of items(kustomization, name)) {
        const key = keyOf(item.node);
        const first = seen.get(key);
        if (first === undefined) seen.set(key, item);
        else if (nameOf(item) !== '') {
          report({ item: nameOf(item), runsTwice }, item.location, [first.location]);
        }
      }
    }
  },
};

/** What to call an item by: its path, or its place where it is written out. */
function nameOf({ node, location }: Item): string {
  const text = node.kind === 'scalar' ? textOf(node) : textOf(scalarField(node, 'path'));
  if (text !== '' && !text.includes('\n')) return text;
  return node.kind === 'scalar' && text === ''
    ? ''
    : `${String(location.path[0])}[${String(location.path[1])}]`;
}

/** Equal for items that mean the same. */
function keyOf(node: YamlNode): string {
  if (node.kind === 'scalar') return JSON.stringify(normalPath(textOf(node)));
  if (node.kind === 'sequence') return `[${node.items.map(keyOf).join()}]`;
  const entries = node.keys.map((key, index) => {
    const value = node.values[index];
    return `${JSON.stringify(key)}:${value === undefined ? '' : keyOf(value)}`;
  });
  return `{${entries.sort().join()}}`;
}
