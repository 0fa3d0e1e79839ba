import { keyOf } from '../../kustomize/load/kustomization.ts';
import type { PathLocation } from '../../yaml/location.ts';
import type { YamlNode } from '../../yaml/node.ts';

/** The place of a field's value below a mapping at `location`, under the key as it is written there. */
export function fieldPlace(node: YamlNode, location: PathLocation, name: string): PathLocation {
  const key = node.kind === 'mapping' ? keyOf(node, name) : undefined;
  return { ...location, path: [...location.path, key ?? name] };
}

/** The places of the items of a list below a mapping at `location`; none where there is no list. */
export function itemPlaces(
  list: YamlNode | undefined,
  location: PathLocation,
): readonly { readonly node: YamlNode; readonly location: PathLocation }[] {
  if (list?.kind !== 'sequence') return [];
  return list.items.map((node, index) => ({
    node,
    location: { ...location, path: [...location.path, index] },
  }));
}
