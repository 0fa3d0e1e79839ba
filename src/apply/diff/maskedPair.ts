import { isDeepStrictEqual } from 'node:util';
import { isRecord, type JsonRecord, recordAt } from '../../cluster/json.ts';

/** An object before and after, `before` undefined where there is none. */
export interface Pair {
  readonly before: JsonRecord | undefined;
  readonly after: JsonRecord;
}

/** Shown for a value of a Secret that stays, that is there before, and that is there afterwards. */
const words = { same: '***', before: '*** (before)', after: '*** (after)' };

/** Both objects as they may be shown: of a Secret's values only whether they are equal. */
export function maskedPair(kind: string, before: JsonRecord | undefined, after: JsonRecord): Pair {
  if (kind !== 'Secret') return { before, after };
  const fields = ['data', 'stringData'].filter(field => isRecord(after[field]) || isRecord(before?.[field]));
  const masked = fields.map(field => [field, ...maskedValues(before, after, field)] as const);
  const replace = (object: JsonRecord, side: 1 | 2) => ({
    ...object,
    ...Object.fromEntries(
      masked.filter(([field]) => isRecord(object[field])).map(each => [each[0], each[side]]),
    ),
  });
  return { before: before && replace(before, 1), after: replace(after, 2) };
}

function maskedValues(
  before: JsonRecord | undefined,
  after: JsonRecord,
  field: string,
): [before: JsonRecord, after: JsonRecord] {
  const [was, is] = [recordAt(before, field), recordAt(after, field)];
  const mask = (one: JsonRecord, other: JsonRecord, word: string) =>
    Object.fromEntries(
      Object.entries(one).map(([key, value]) => {
        const isChanged = key in other && !isDeepStrictEqual(value, other[key]);
        return [key, isChanged ? word : words.same];
      }),
    );
  return [mask(was, is, words.before), mask(is, was, words.after)];
}
