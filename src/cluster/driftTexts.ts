import type { Drift } from './drift.ts';
import { isRecord, type JsonRecord, recordAt } from './json.ts';
import { masked, maskedObject, printObject, type TypeMeta } from './objectYaml.ts';

/** Both sides of a drift as YAML, to be laid side by side. */
export interface DriftTexts {
  readonly live: string;
  readonly applied: string;
}

/** What differs is seen in them; of a Secret it is seen that a value differs, and no value. */
export function driftTexts(
  { live, applied }: Extract<Drift, { kind: 'drifted' }>,
  type: TypeMeta,
): DriftTexts {
  const shown = maskedObject(applied, type);
  return {
    live: printObject(maskedObject(live, type)),
    applied: printObject(type.kind === 'Secret' ? markOthers(shown, live, applied) : shown),
  };
}

function markOthers(shown: JsonRecord, live: JsonRecord, applied: JsonRecord): JsonRecord {
  const [before, after] = [recordAt(live, 'data'), recordAt(applied, 'data')];
  const { data } = shown;
  if (!isRecord(data)) return shown;
  const marked = Object.keys(data).map(key => [
    key,
    key in before && before[key] !== after[key] ? `${masked} (another value)` : masked,
  ]);
  return { ...shown, data: Object.fromEntries(marked) };
}
