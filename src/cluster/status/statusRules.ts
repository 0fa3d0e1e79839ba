import { isRecord, type JsonRecord, listAt, recordAt, textOf } from '../json.ts';
import { conditionOf, numberAt } from '../kinds/fields.ts';
import type { ObjectStatus } from './status.ts';

/** A rule of a kind; `undefined` leaves it to the conditions that all kinds share. */
type StatusRule = (object: unknown, now: number) => ObjectStatus | undefined;

const current: ObjectStatus = { status: 'Current', reason: '', message: '' };
const inProgress = (reason: string, message = ''): ObjectStatus => ({
  status: 'InProgress',
  reason,
  message,
});
const failed = (reason: string, message = ''): ObjectStatus => ({ status: 'Failed', reason, message });

/** By group and kind, `Deployment.apps`; after kstatus. */
export const statusRules: ReadonlyMap<string, StatusRule> = new Map<string, StatusRule>([
  ['Deployment.apps', deployment],
  ['StatefulSet.apps', statefulSet],
  ['DaemonSet.apps', daemonSet],
  ['ReplicaSet.apps', replicaSet],
  ['Pod', pod],
  ['Job.batch', job],
  ['PersistentVolumeClaim', object => bound(object)],
  ['Service', service],
  ['CustomResourceDefinition.apiextensions.k8s.io', customResourceDefinition],
  ['ConfigMap', () => current],
  ['Secret', () => current],
  ['CronJob.batch', () => current],
  ['PodDisruptionBudget.policy', () => current],
]);

/** The replicas that a spec asks for. */
function wantedOf(object: unknown): number {
  return numberAt(recordAt(object, 'spec'), 'replicas', 1);
}

/** The first count that is below what it should be, as a status. */
function shortOf(wanted: number, counts: readonly (readonly [string, number])[]): ObjectStatus | undefined {
  const short = counts.find(([, count]) => count < wanted);
  return short && inProgress(`${short[0]}: ${short[1]}/${wanted}`);
}

function deployment(object: unknown): ObjectStatus {
  const spec = recordAt(object, 'spec');
  const status = recordAt(object, 'status');
  const progressing = conditionOf(status, 'Progressing');
  if (progressing?.['reason'] === 'ProgressDeadlineExceeded') {
    return failed('ProgressDeadlineExceeded', textOf(progressing['message']));
  }
  const wanted = wantedOf(object);
  const [replicas, updated, available, ready] = counts(status, [
    'replicas',
    'updatedReplicas',
    'availableReplicas',
    'readyReplicas',
  ]);
  const short = shortOf(wanted, [
    ['Replicas', replicas],
    ['Updated', updated],
  ]);
  if (short !== undefined) return short;
  if (replicas > wanted) return inProgress(`PendingTermination: ${replicas - wanted}`);
  if (updated > available) return inProgress(`Available: ${available}/${updated}`);
  if (ready < wanted) return inProgress(`Ready: ${ready}/${wanted}`);
  const hasDeadline = typeof spec['progressDeadlineSeconds'] === 'number';
  if (hasDeadline && progressing?.['reason'] !== 'NewReplicaSetAvailable') {
    return inProgress('ReplicaSetNotAvailable');
  }
  return conditionOf(status, 'Available')?.['status'] === 'True' ? current : inProgress('NotAvailable');
}

function statefulSet(object: unknown): ObjectStatus {
  const strategy = recordAt(recordAt(object, 'spec'), 'updateStrategy');
  const status = recordAt(object, 'status');
  if (strategy['type'] === 'OnDelete') return current;
  const wanted = wantedOf(object);
  const [replicas, ready, updated, currentReplicas] = counts(status, [
    'replicas',
    'readyReplicas',
    'updatedReplicas',
    'currentReplicas',
  ]);
  const short = shortOf(wanted, [
    ['Replicas', replicas],
    ['Ready', ready],
  ]);
  if (short !== undefined) return short;
  if (replicas > wanted) return inProgress(`PendingTermination: ${replicas - wanted}`);
  const partition = numberAt(recordAt(strategy, 'rollingUpdate'), 'partition', -1);
  if (partition > 0) {
    return shortOf(Math.max(0, wanted - partition), [['PartitionRollout', updated]]) ?? current;
  }
  if (currentReplicas < wanted) return inProgress(`Current: ${currentReplicas}/${wanted}`);
  return status['currentRevision'] === status['updateRevision'] ? current : inProgress('RevisionMismatch');
}

function daemonSet(object: unknown): ObjectStatus {
  const status = recordAt(object, 'status');
  if (status['observedGeneration'] === undefined) return inProgress('NoObservedGeneration');
  const wanted = numberAt(status, 'desiredNumberScheduled', -1);
  if (wanted < 0) return inProgress('NoDesiredNumber');
  const [scheduled, updated, available, ready] = counts(status, [
    'currentNumberScheduled',
    'updatedNumberScheduled',
    'numberAvailable',
    'numberReady',
  ]);
  const short = shortOf(wanted, [
    ['Current', scheduled],
    ['Updated', updated],
    ['Available', available],
    ['Ready', ready],
  ]);
  return short ?? current;
}

function replicaSet(object: unknown): ObjectStatus {
  const status = recordAt(object, 'status');
  const failure = conditionOf(status, 'ReplicaFailure');
  if (failure?.['status'] === 'True') {
    return inProgress(textOf(failure['reason']) ?? 'ReplicaFailure', textOf(failure['message']));
  }
  const wanted = wantedOf(object);
  const [labelled, available, ready, replicas] = counts(status, [
    'fullyLabeledReplicas',
    'availableReplicas',
    'readyReplicas',
    'replicas',
  ]);
  const short = shortOf(wanted, [
    ['Labelled', labelled],
    ['Available', available],
    ['Ready', ready],
  ]);
  if (short !== undefined) return short;
  return replicas > wanted ? inProgress(`PendingTermination: ${replicas - wanted}`) : current;
}

/** A pod that cannot be placed is given so long until that counts as a failure. */
const unschedulableMilliseconds = 15_000;

function pod(object: unknown, now: number): ObjectStatus {
  const status = recordAt(object, 'status');
  const phase = status['phase'];
  if (phase === 'Succeeded') return current;
  if (phase === 'Failed') return current;
  const crash = crashLoop(status);
  if (crash !== undefined) return failed('CrashLoopBackOff', crash);
  if (phase === 'Running') {
    return conditionOf(status, 'Ready')?.['status'] === 'True' ? current : inProgress('PodNotReady');
  }
  const scheduled = conditionOf(status, 'PodScheduled');
  if (scheduled?.['status'] === 'False' && scheduled['reason'] === 'Unschedulable') {
    const since = Date.parse(String(scheduled['lastTransitionTime']));
    const message = textOf(scheduled['message']);
    return now - since > unschedulableMilliseconds
      ? failed('Unschedulable', message)
      : inProgress('Unschedulable', message);
  }
  return inProgress(`Pod${textOf(phase) ?? 'Pending'}`);
}

/** The message of the container that keeps crashing. */
function crashLoop(status: JsonRecord): string | undefined {
  for (const list of ['initContainerStatuses', 'containerStatuses']) {
    for (const container of listAt(status, list).filter(isRecord)) {
      const waiting = recordAt(recordAt(container, 'state'), 'waiting');
      if (waiting['reason'] === 'CrashLoopBackOff') return textOf(waiting['message']) ?? '';
    }
  }
  return undefined;
}

/** A running Job is Current: who waits for its completion has to ask for that. */
function job(object: unknown): ObjectStatus {
  const status = recordAt(object, 'status');
  const failure = conditionOf(status, 'Failed');
  if (failure?.['status'] === 'True') {
    return failed(textOf(failure['reason']) ?? 'JobFailed', textOf(failure['message']));
  }
  return textOf(status['startTime']) === undefined ? inProgress('JobNotStarted') : current;
}

function bound(object: unknown): ObjectStatus {
  const phase = textOf(recordAt(object, 'status')['phase']);
  return phase === 'Bound' ? current : inProgress(phase ?? 'NotBound');
}

function service(object: unknown): ObjectStatus {
  if (recordAt(object, 'spec')['type'] !== 'LoadBalancer') return current;
  const loadBalancer = recordAt(recordAt(object, 'status'), 'loadBalancer');
  const hasAddress = listAt(loadBalancer, 'ingress').length > 0;
  return hasAddress ? current : inProgress('NoIngress');
}

function customResourceDefinition(object: unknown): ObjectStatus {
  const status = recordAt(object, 'status');
  const refused = conditionOf(status, 'NamesAccepted');
  if (refused?.['status'] === 'False') {
    return failed(textOf(refused['reason']) ?? 'NamesNotAccepted', textOf(refused['message']));
  }
  return conditionOf(status, 'Established')?.['status'] === 'True' ? current : inProgress('Installing');
}

/** Numbers of a status, 0 for what is not there. */
function counts(status: JsonRecord, keys: readonly [string, string, string, string]) {
  return keys.map(key => numberAt(status, key)) as [number, number, number, number];
}
