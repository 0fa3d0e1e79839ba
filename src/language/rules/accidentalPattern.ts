import { field, textOf } from '../../kustomize/load/kustomization.ts';
import { idsOf } from '../../kustomize/replacement/source.ts';
import type { Resource } from '../../kustomize/resource.ts';
import type { YamlNode } from '../../yaml/node.ts';

/**
 * Those of the resources that a selector selected which it means by chance: its name has a dot, which as a regular
 * expression fits any character. Who writes other special characters means a pattern.
 */
export function selectedByDot(
  selector: YamlNode | undefined,
  selected: readonly Resource[],
): readonly Resource[] {
  const name = textOf(field(selector, 'name'));
  if (!isPlainWithDot(name)) return [];
  return selected.filter(resource => idsOf(resource).every(id => id.name !== name));
}

/** Whether a text is written as a name, with a dot that means more in a regular expression than it does in a name. */
export function isPlainWithDot(text: string): boolean {
  return /^[\w./:@-]*\.[\w./:@-]*$/.test(text);
}
