import { isRecord, type JsonRecord, listAt, recordAt, textOf } from '../json.ts';
import { objectMeta } from '../resource.ts';
import { containerPorts } from './declaredPorts.ts';
import { numberAt } from './fields.ts';
import type { Capability, Fact, Health, ListedKind, Summary } from './summary.ts';

/** A pod, with what its logs and port-forwards need. */
export interface PodSummary extends Summary {
  readonly phase: string;
  /** In the order of their start: init containers, containers, then those for debugging. */
  readonly containers: readonly ContainerSummary[];
}

/** A container of a pod. */
export interface ContainerSummary {
  readonly name: string;
  readonly role: 'init' | 'main' | 'debug';
  /** With one or more the log before the last restart can be read. */
  readonly restarts: number;
  readonly hasStarted: boolean;
  /** What it does, in Kubernetes' own words: `Running`, `CrashLoopBackOff`, `Completed`. */
  readonly words: string;
  /** `undefined` for what waits for its turn. */
  readonly health: Health | undefined;
}

/** Whether an object is a pod's summary. */
export function isPod<T extends Summary>(object: T): object is T & PodSummary {
  return 'containers' in object && 'phase' in object;
}

/** Pods, with what keeps them from running, in the words of kubectl. */
export const pods: ListedKind<PodSummary> = {
  kind: 'Pod',
  namespaced: true,
  id: { group: '', version: 'v1', resource: 'pods' },
  slim(object) {
    const metadata = objectMeta(object);
    const spec = recordAt(object, 'spec');
    const status = recordAt(object, 'status');
    const states = listAt(status, 'containerStatuses').filter(isRecord);
    const phase = textOf(status['phase']) ?? 'Unknown';
    const isDeleted = metadata.deletionTimestamp !== undefined;
    const trouble =
      textOf(status['reason']) ?? initTrouble(status) ?? waitingReason(states) ?? unschedulable(status);
    const words = isDeleted ? 'Terminating' : phase === 'Succeeded' ? 'Completed' : (trouble ?? phase);
    const wanted = listAt(spec, 'containers').length;
    const ready = states.filter(state => state['ready'] === true).length;
    const restarts = states.reduce((sum, state) => sum + numberAt(state, 'restartCount'), 0);
    const facts: Fact[] = [
      { fact: 'words', text: words },
      { fact: 'ready', ready, wanted },
    ];
    if (restarts > 0) facts.push({ fact: 'restarts', count: restarts });
    const containers = containersOf(spec, status);
    const capabilities: Capability[] = [
      ...(phase === 'Running' ? (['forwardable'] as const) : []),
      ...(containers.some(container => container.hasStarted) ? (['loggable'] as const) : []),
    ];
    return {
      metadata,
      health: healthOf(phase, isDeleted || ready < wanted, trouble),
      facts,
      capabilities,
      ports: containerPorts(spec),
      phase,
      containers,
    };
  },
};

/** Reasons of every healthy start. */
const starting = new Set(['ContainerCreating', 'PodInitializing']);

/** As kubectl says it: which of the init containers keeps the pod from its start. */
function initTrouble(status: JsonRecord): string | undefined {
  const reason = waitingReason(listAt(status, 'initContainerStatuses').filter(isRecord));
  return reason === undefined || starting.has(reason) ? undefined : `Init:${reason}`;
}

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

function unschedulable(status: JsonRecord): string | undefined {
  const scheduled = listAt(status, 'conditions').find(
    each => isRecord(each) && each['type'] === 'PodScheduled',
  );
  return isRecord(scheduled) && scheduled['status'] === 'False' ? textOf(scheduled['reason']) : undefined;
}

function healthOf(phase: string, isChanging: boolean, trouble: string | undefined): Health {
  if (phase === 'Succeeded') return 'off';
  if (phase === 'Failed' || phase === 'Unknown') return 'bad';
  if (trouble !== undefined && !starting.has(trouble)) return 'bad';
  return isChanging || phase !== 'Running' ? 'changing' : 'good';
}

function containersOf(spec: JsonRecord, status: JsonRecord): ContainerSummary[] {
  const lists = [
    ['init', 'initContainers', 'initContainerStatuses'],
    ['main', 'containers', 'containerStatuses'],
    ['debug', 'ephemeralContainers', 'ephemeralContainerStatuses'],
  ] as const;
  return lists.flatMap(([role, specs, statuses]) => {
    const states = listAt(status, statuses).filter(isRecord);
    return listAt(spec, specs)
      .filter(isRecord)
      .map(container => {
        const name = textOf(container['name']) ?? '';
        const state = states.find(each => each['name'] === name) ?? {};
        const restarts = numberAt(state, 'restartCount');
        const isWaiting = isRecord(recordAt(state, 'state')['waiting']);
        const hasStarted = restarts > 0 || (isRecord(state['state']) && !isWaiting);
        return { name, role, restarts, hasStarted, ...stateOf(state) };
      });
  });
}

/** In the words of kubectl describe, with the reason where there is one. */
function stateOf(container: JsonRecord): Pick<ContainerSummary, 'words' | 'health'> {
  const { running, waiting, terminated } = recordAt(container, 'state');
  if (isRecord(running)) {
    const isReady = container['ready'] === true;
    return { words: isReady ? 'Running' : 'Running, not ready', health: isReady ? 'good' : 'changing' };
  }
  if (isRecord(terminated)) {
    const hasFailed = terminated['exitCode'] !== 0;
    const reason = textOf(terminated['reason']) ?? 'Terminated';
    return hasFailed ? { words: reason, health: 'bad' } : { words: reason, health: 'off' };
  }
  const reason = textOf(recordAt({ waiting }, 'waiting')['reason']) ?? 'Waiting';
  const isTrouble = reason !== 'Waiting' && !starting.has(reason);
  return { words: reason, health: isTrouble ? 'bad' : undefined };
}
