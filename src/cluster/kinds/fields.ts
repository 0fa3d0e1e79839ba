import { isRecord, type JsonRecord, listAt } from '../json.ts';

/** The number at `key`; `otherwise` where there is none. */
export function numberAt(record: JsonRecord, key: string, otherwise = 0): number {
  const value = record[key];
  return typeof value === 'number' ? value : otherwise;
}

/** The entry of `status.conditions` of a type. */
export function conditionOf(status: JsonRecord, type: string): JsonRecord | undefined {
  return listAt(status, 'conditions')
    .filter(isRecord)
    .find(condition => condition['type'] === type);
}

/** Whether the controller has seen the latest spec; without that its status is of something else. */
export function isObserved(metadata: JsonRecord, status: JsonRecord): boolean {
  return numberAt(status, 'observedGeneration') >= numberAt(metadata, 'generation');
}
