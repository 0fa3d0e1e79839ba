import type { StrategicPatch } from '../../../kustomize/patch/strategicPatch.ts';
import type { Location } from '../../../yaml/location.ts';
import { getIn } from '../../../yaml/node.ts';

/** Where a key of a patch stands, by the keys and indices that lead to its value. */
export function keyPlace(patch: StrategicPatch, path: readonly (string | number)[]): Location {
  const { text, source, document } = patch;
  const whole = text.locate(source, path, document);
  if (!('start' in whole)) return whole === text.entry ? whole : { ...whole, part: 'key' };
  const holder = getIn(source, path.slice(0, -1));
  const key = String(path.at(-1) ?? '');
  if (holder?.kind !== 'mapping') return whole;
  const start = holder.keyStarts[holder.keys.lastIndexOf(key)] ?? -1;
  // A node that begins where the key does is found where the key stands.
  const found = text.locate({ kind: 'sequence', items: [], start }, []);
  return 'start' in found ? { ...found, end: found.start + key.length } : whole;
}
