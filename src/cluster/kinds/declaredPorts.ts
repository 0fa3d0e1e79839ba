import { isRecord, type JsonRecord, listAt, textOf } from '../json.ts';

/** A TCP port that an object declares: UDP and SCTP do not go through a port-forward. */
export interface DeclaredPort {
  readonly port: number;
  readonly name: string | undefined;
  /** Of a pod or its template; `undefined` for a Service's. */
  readonly container: string | undefined;
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
