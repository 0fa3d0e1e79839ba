import { isRecord, type JsonRecord, listAt, textOf } from '../json.ts';
import type { DeclaredPort } from './summary.ts';

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

/** The TCP ports that the containers of a pod spec declare. */
export function containerPorts(podSpec: JsonRecord): DeclaredPort[] {
  return listAt(podSpec, 'containers')
    .filter(isRecord)
    .flatMap(container =>
      listAt(container, 'ports')
        .filter(isRecord)
        .flatMap(port => {
          const number = port['containerPort'];
          if (typeof number !== 'number' || !isTcp(port)) return [];
          return [{ port: number, name: textOf(port['name']), container: textOf(container['name']) }];
        }),
    );
}

/** TCP is what a port without a protocol has. */
export function isTcp(port: JsonRecord): boolean {
  return (textOf(port['protocol']) ?? 'TCP') === 'TCP';
}
