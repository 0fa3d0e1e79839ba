import { isRecord, type JsonRecord, listAt, recordAt, textOf } from '../json.ts';
import { objectMeta } from '../resource.ts';
import type { SlimObject } from '../watch/collection.ts';

/** A container's port. */
export interface NamedPort {
  readonly name: string | undefined;
  readonly port: number;
  readonly protocol: string;
}

/** What a forward has to know of a pod. */
export interface ForwardPod extends SlimObject {
  /** Runs and is ready, and nobody has asked it to go. */
  readonly ready: boolean;
  /** Runs, whether ready or not. */
  readonly running: boolean;
  /** It has been asked to go, or has ended. */
  readonly leaving: boolean;
  /** In Kubernetes' words why it is not ready: `CrashLoopBackOff`, `Unschedulable`; empty where it is. */
  readonly reason: string;
  readonly ports: readonly NamedPort[];
}

/** Of a pod as the server sends it. */
export function forwardPod(object: unknown): ForwardPod {
  const metadata = objectMeta(object);
  const status = recordAt(object, 'status');
  const phase = textOf(status['phase']) ?? 'Unknown';
  const condition = (type: string) =>
    listAt(status, 'conditions').find(each => isRecord(each) && each['type'] === type);
  const leaving = metadata.deletionTimestamp !== undefined || phase === 'Succeeded' || phase === 'Failed';
  const running = phase === 'Running' && !leaving;
  const ready = running && recordAt({ ready: condition('Ready') }, 'ready')['status'] === 'True';
  const reason = ready ? '' : reasonOf(status, phase, metadata.deletionTimestamp !== undefined, condition);
  return { metadata, ready, running, leaving, reason, ports: containerPorts(recordAt(object, 'spec')) };
}

/** Those of the containers of a pod's spec, or of a template's. */
export function containerPorts(spec: JsonRecord): readonly NamedPort[] {
  return [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')]
    .flatMap(container => listAt(container, 'ports'))
    .flatMap(port =>
      isRecord(port) && typeof port['containerPort'] === 'number'
        ? [
            {
              name: textOf(port['name']),
              port: port['containerPort'],
              protocol: textOf(port['protocol']) ?? 'TCP',
            },
          ]
        : [],
    );
}

function reasonOf(
  status: Readonly<Record<string, unknown>>,
  phase: string,
  deleted: boolean,
  condition: (type: string) => unknown,
): string {
  if (deleted) return 'Terminating';
  for (const container of listAt(status, 'containerStatuses')) {
    const state = recordAt(container, 'state');
    const why =
      textOf(recordAt(state, 'waiting')['reason']) ?? textOf(recordAt(state, 'terminated')['reason']);
    if (why !== undefined) return why;
  }
  for (const type of ['PodScheduled', 'Ready']) {
    const found = condition(type);
    const why = isRecord(found) && found['status'] !== 'True' ? textOf(found['reason']) : undefined;
    if (why !== undefined) return why;
  }
  return phase;
}
