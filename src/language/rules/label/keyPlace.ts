import type { Location } from '../../../yaml/location.ts';
import { isSetting, type Mapping, type YamlNode } from '../../../yaml/node.ts';
import { placeOf, tokenAt } from '../blame.ts';

/** Where the key of an entry is written: in its file, or in the field of a kustomization that added it. */
export function keyPlace({ node, file }: Parameters<typeof fileOf>[0], index: number): Location | undefined {
  const key = node.keys[index] ?? '';
  const value = node.values[index];
  const start = node.keyStarts[index] ?? -1;
  if (start >= 0) {
    const written = fileOf({ node, file }, value, start, key);
    if (written !== undefined) return written;
  }
  if (value?.kind !== 'scalar') return undefined;
  const { from } = value;
  const field = isSetting(from)
    ? /^(commonLabels|commonAnnotations)$|^labels\[(\d+)\]$/.exec(from.directive)
    : null;
  if (field === null || !isSetting(from)) return placeOf(value);
  const path = field[1] === undefined ? ['labels', Number(field[2]), 'pairs', key] : [field[1], key];
  return { uri: from.file.uri, document: 0, path, part: 'key' };
}

/** The key in the file of its object or of the patch that its value came from: where it really stands. */
function fileOf(
  { file }: { readonly node: Mapping; readonly file: Parameters<typeof tokenAt>[0] },
  value: YamlNode | undefined,
  start: number,
  key: string,
): Location | undefined {
  const valueFile = value?.kind === 'scalar' ? (isSetting(value.from) ? value.from.file : value.from) : file;
  for (const candidate of [file, valueFile]) {
    const place = tokenAt(candidate, start);
    const text = candidate.text.slice(place.start, place.end);
    if (text === key || text === JSON.stringify(key) || text === `'${key}'`) return place;
  }
  return undefined;
}
