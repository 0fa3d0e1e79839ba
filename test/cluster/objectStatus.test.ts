import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { objectStatus } from '../../src/cluster/status/objectStatus.ts';

const now = Date.parse('2026-01-01T00:01:00Z');

/** What an object says of itself, and what a user is told: the rules of kstatus, one line each. */
const table: readonly (readonly [what: string, object: string, status: string])[] = [
  ['being deleted', '{kind: Pod, metadata: {deletionTimestamp: x}}', 'Terminating Terminating'],
  [
    'a controller that has not seen the latest spec',
    '{apiVersion: apps/v1, kind: Deployment, metadata: {generation: 2}, status: {observedGeneration: 1}}',
    'InProgress LatestGenerationNotObserved',
  ],
  [
    'a custom resource that reconciles',
    '{apiVersion: a/v1, kind: A, status: {conditions: [{type: Reconciling, status: "True", reason: Downloading}]}}',
    'InProgress Downloading',
  ],
  [
    'a custom resource that is stalled',
    '{apiVersion: a/v1, kind: A, status: {conditions: [{type: Stalled, status: "True", reason: BadChart}]}}',
    'Failed BadChart',
  ],
  [
    'a custom resource that is not ready',
    '{apiVersion: a/v1, kind: A, status: {conditions: [{type: Ready, status: "False", reason: Waiting}]}}',
    'InProgress Waiting',
  ],
  ['a custom resource that says nothing', '{apiVersion: a/v1, kind: A, spec: {}}', 'Current'],
  [
    'a rollout out of time',
    `{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 1},
      status: {conditions: [{type: Progressing, status: "False", reason: ProgressDeadlineExceeded}]}}`,
    'Failed ProgressDeadlineExceeded',
  ],
  [
    'a rollout with too few pods',
    '{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 3}, status: {replicas: 1, updatedReplicas: 1}}',
    'InProgress Replicas: 1/3',
  ],
  [
    'a rollout that still has old pods',
    `{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 2},
      status: {replicas: 3, updatedReplicas: 2, availableReplicas: 2, readyReplicas: 2}}`,
    'InProgress PendingTermination: 1',
  ],
  [
    'a rollout that is done',
    `{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 2, progressDeadlineSeconds: 600},
      status: {replicas: 2, updatedReplicas: 2, availableReplicas: 2, readyReplicas: 2, conditions: [
        {type: Progressing, status: "True", reason: NewReplicaSetAvailable}, {type: Available, status: "True"}]}}`,
    'Current',
  ],
  [
    'a StatefulSet between two revisions',
    `{apiVersion: apps/v1, kind: StatefulSet, spec: {replicas: 1},
      status: {replicas: 1, readyReplicas: 1, currentReplicas: 1, currentRevision: a, updateRevision: b}}`,
    'InProgress RevisionMismatch',
  ],
  [
    'a StatefulSet that updates by hand',
    '{apiVersion: apps/v1, kind: StatefulSet, spec: {replicas: 1, updateStrategy: {type: OnDelete}}}',
    'Current',
  ],
  [
    'a partitioned StatefulSet that has updated its part',
    `{apiVersion: apps/v1, kind: StatefulSet,
      spec: {replicas: 3, updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}},
      status: {replicas: 3, readyReplicas: 3, currentReplicas: 2, updatedReplicas: 1}}`,
    'Current',
  ],
  [
    'a DaemonSet on too few nodes',
    `{apiVersion: apps/v1, kind: DaemonSet, metadata: {generation: 1}, status: {observedGeneration: 1,
      desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1}}`,
    'InProgress Available: 1/2',
  ],
  [
    'a ReplicaSet that a quota refuses pods',
    `{apiVersion: apps/v1, kind: ReplicaSet, spec: {replicas: 1},
      status: {conditions: [{type: ReplicaFailure, status: "True", reason: FailedCreate}]}}`,
    'InProgress FailedCreate',
  ],
  ['a pod that is done', '{apiVersion: v1, kind: Pod, status: {phase: Succeeded}}', 'Current'],
  [
    'a pod that runs and is not ready',
    '{apiVersion: v1, kind: Pod, status: {phase: Running}}',
    'InProgress PodNotReady',
  ],
  [
    'a pod that crashes again and again',
    `{apiVersion: v1, kind: Pod, status: {phase: Running, containerStatuses: [
      {state: {waiting: {reason: CrashLoopBackOff}}}]}}`,
    'Failed CrashLoopBackOff',
  ],
  [
    'a pod that no node takes, for a moment',
    `{apiVersion: v1, kind: Pod, status: {phase: Pending, conditions: [
      {type: PodScheduled, status: "False", reason: Unschedulable, lastTransitionTime: "2026-01-01T00:00:50Z"}]}}`,
    'InProgress Unschedulable',
  ],
  [
    'a pod that no node takes, for long',
    `{apiVersion: v1, kind: Pod, status: {phase: Pending, conditions: [
      {type: PodScheduled, status: "False", reason: Unschedulable, lastTransitionTime: "2026-01-01T00:00:00Z"}]}}`,
    'Failed Unschedulable',
  ],
  ['a Job that has not started', '{apiVersion: batch/v1, kind: Job}', 'InProgress JobNotStarted'],
  ['a Job that runs', '{apiVersion: batch/v1, kind: Job, status: {startTime: x}}', 'Current'],
  [
    'a Job that failed',
    `{apiVersion: batch/v1, kind: Job, status: {startTime: x, conditions: [
      {type: Failed, status: "True", reason: BackoffLimitExceeded}]}}`,
    'Failed BackoffLimitExceeded',
  ],
  [
    'a claim that waits',
    '{apiVersion: v1, kind: PersistentVolumeClaim, status: {phase: Pending}}',
    'InProgress Pending',
  ],
  [
    'a load balancer without an address',
    '{apiVersion: v1, kind: Service, spec: {type: LoadBalancer}}',
    'InProgress NoIngress',
  ],
  ['another Service', '{apiVersion: v1, kind: Service, spec: {type: ClusterIP}}', 'Current'],
  [
    'a definition whose names are taken',
    `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, status: {conditions: [
      {type: NamesAccepted, status: "False", reason: ListKindConflict}]}}`,
    'Failed ListKindConflict',
  ],
  [
    'a definition that is served',
    `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, status: {conditions: [
      {type: Established, status: "True"}]}}`,
    'Current',
  ],
  // A kind of the same name in another group has nothing to do with Kubernetes' own.
  ['a custom kind called Job', '{apiVersion: a/v1, kind: Job}', 'Current'],
];

test.each(table)('%s', (_, object, expected) => {
  const { status, reason } = objectStatus(parse(object), now);
  expect(`${status} ${reason}`.trim()).toBe(expected);
});
