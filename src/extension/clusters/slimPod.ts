import type { SlimObject } from '../../cluster/collection.ts';
import { isRecord, type JsonRecord, listAt, recordAt, textOf } from '../../cluster/json.ts';
import { objectMeta } from '../../cluster/resource.ts';
import type { Health } from './health.ts';
import type { LiveListQuery } from './liveList.ts';

/** A TCP port that a container declares. */
export interface ContainerPort {
  readonly container: string;
  readonly name: string | undefined;
  readonly port: number;
}

/** What a pod's row and a port-forward need. */
export interface SlimPod extends SlimObject {
  readonly phase: string;
  /** The phase, or what keeps the pod from it, in Kubernetes' own words. */
  readonly status: string;
  readonly containers: number;
  readonly ready: number;
  readonly restarts: number;
  readonly ports: readonly ContainerPort[];
  readonly health: Health;
}

/** All pods. */
export const pods: LiveListQuery<SlimPod> = {
  id: { group: '', version: 'v1', resource: 'pods' },
  slim(object) {
    const metadata = objectMeta(object);
    const spec = recordAt(object, 'spec');
    const status = recordAt(object, 'status');
    const states = listAt(status, 'containerStatuses').filter(isRecord);
    const phase = textOf(status['phase']) ?? 'Unknown';
    const isDeleted = metadata.deletionTimestamp !== undefined;
    const trouble = textOf(status['reason']) ?? waitingReason(states);
    const containers = listAt(spec, 'containers').length;
    const ready = states.filter(state => state['ready'] === true).length;
    return {
      metadata,
      phase,
      status: isDeleted ? 'Terminating' : phase === 'Succeeded' ? 'Completed' : (trouble ?? phase),
      containers,
      ready,
      restarts: states.reduce((sum, state) => sum + Number(state['restartCount'] ?? 0), 0),
      ports: listAt(spec, 'containers').flatMap(portsOf),
      health: healthOf(phase, isDeleted || ready < containers, trouble),
    };
  },
};

/** Reasons of every healthy start. */
const starting = new Set(['ContainerCreating', 'PodInitializing']);

function waitingReason(states: readonly JsonRecord[]): string | undefined {
  for (const { state } of states) {
    const reason =
      textOf(recordAt(state, 'waiting')['reason']) ?? failedReason(recordAt(state, 'terminated'));
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function failedReason(terminated: JsonRecord): string | undefined {
  return terminated['exitCode'] === 0 ? undefined : textOf(terminated['reason']);
}

function healthOf(phase: string, isChanging: boolean, trouble: string | undefined): Health {
  if (phase === 'Succeeded') return 'off';
  if (phase === 'Failed' || phase === 'Unknown') return 'bad';
  if (trouble !== undefined && !starting.has(trouble)) return 'bad';
  return isChanging || phase !== 'Running' ? 'changing' : 'good';
}

function portsOf(container: unknown): ContainerPort[] {
  if (!isRecord(container)) return [];
  return listAt(container, 'ports').flatMap(port => {
    if (!isRecord(port) || typeof port['containerPort'] !== 'number') return [];
    // Only TCP goes through a port-forward.
    if ((textOf(port['protocol']) ?? 'TCP') !== 'TCP') return [];
    const name = textOf(port['name']);
    return [{ container: textOf(container['name']) ?? '', name, port: port['containerPort'] }];
  });
}
