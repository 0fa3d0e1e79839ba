import { type Item, scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import type { YamlNode } from '../../../yaml/node.ts';
import type { KustomizationRule } from '../rule.ts';
import { fieldAt, imageEntries } from './entries.ts';

/** Two entries for one image that get in each other's way. Entries that set different things may both be meant. */
export const imageDuplicate: KustomizationRule<'image.duplicate'> = {
  code: 'image.duplicate',
  severity: 'warning',
  over: 'kustomization',
  check(kustomization, report) {
    const earlier = new Map<string, Item>();
    for (const item of imageEntries(kustomization)) {
      const name = textOf(scalarField(item.node, 'name'));
      const first = earlier.get(name);
      earlier.set(name, item);
      if (first === undefined || name === '') continue;
      const places = [fieldAt(item.location, 'name'), fieldAt(first.location, 'name')] as const;
      const newName = renamedTo(first.node, name);
      if (newName !== undefined) report({ name, newName }, places[0], [places[1]]);
      else if (overlaps(first.node, item.node)) report({ name }, places[0], [places[1]]);
    }
  },
};

/** The other name that an entry gives to what it fits, so that a later entry for the old one finds nothing. */
export function renamedTo(node: YamlNode, name: string): string | undefined {
  const newName = textOf(scalarField(node, 'newName'));
  return newName === '' || newName === name ? undefined : newName;
}

/** Whether the later entry takes back what the earlier one set: a tag and a digest take each other's place. */
function overlaps(first: YamlNode, later: YamlNode): boolean {
  const sets = (node: YamlNode, keys: readonly string[]) =>
    keys.some(key => textOf(scalarField(node, key)) !== '');
  return [['newName'], ['newTag', 'digest']].some(keys => sets(first, keys) && sets(later, keys));
}
