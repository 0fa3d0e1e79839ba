import type { Mapping, YamlNode } from './node.ts';

/** The parallel arrays of a mapping. */
interface Entries {
  keys: string[];
  keyStarts: number[];
  values: YamlNode[];
}

/**
 * The entries of a mapping with its `<<` key replaced by the entries it merges: own entries win, then the
 * earlier of several merged mappings (https://yaml.org/type/merge.html). `undefined` where `<<` stands twice
 * or holds anything but a mapping or a sequence of mappings.
 */
export function mergeEntries(mapping: Mapping): Entries | undefined {
  const index = mapping.keys.indexOf('<<');
  const value = mapping.values[index];
  if (value === undefined || mapping.keys.lastIndexOf('<<') !== index) return undefined;
  const sources = value.kind === 'sequence' ? value.items : [value];
  const own: Entries = { keys: [], keyStarts: [], values: [] };
  for (const [i, key] of mapping.keys.entries()) {
    if (i !== index) append(own, mapping, i, key);
  }
  for (const source of sources) {
    if (source.kind !== 'mapping') return undefined;
    for (const [i, key] of source.keys.entries()) {
      if (!own.keys.includes(key)) append(own, source, i, key);
    }
  }
  return own;
}

function append(entries: Entries, from: Mapping, index: number, key: string): void {
  const value = from.values[index];
  if (value === undefined) return;
  entries.keys.push(key);
  entries.keyStarts.push(from.keyStarts[index] ?? -1);
  entries.values.push(value);
}
