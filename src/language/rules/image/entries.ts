import { type Item, items, type Kustomization } from '../../../kustomize/load/kustomization.ts';
import type { PathLocation } from '../../../yaml/location.ts';

/** The entries of `images` and of `imageTags`, its older name, in the order in which they run. */
export function imageEntries(kustomization: Kustomization): readonly Item[] {
  return ['images', 'imageTags'].flatMap(name => items(kustomization, name));
}

/** The place of a field of an entry, whose key is spelled as the entry has it. */
export function fieldAt(location: PathLocation, key: string): PathLocation {
  return { ...location, path: [...location.path, key] };
}
