import { type JsonRecord, recordAt, textOf } from '../json.ts';
import { conditionOf } from '../kinds/fields.ts';
import type { ObjectStatus } from './status.ts';
import { statusRules } from './statusRules.ts';

/**
 * The status of any object, after kstatus (sigs.k8s.io/cli-utils): a rule for its kind where there is one, else the
 * conditions Ready, Reconciling and Stalled. `now` is in milliseconds.
 */
export function objectStatus(object: unknown, now: number): ObjectStatus {
  const metadata = recordAt(object, 'metadata');
  const status = recordAt(object, 'status');
  if (textOf(metadata['deletionTimestamp']) !== undefined) {
    return { status: 'Terminating', reason: 'Terminating', message: '' };
  }
  return (
    notObserved(metadata, status) ??
    fromCondition(status, 'Reconciling', 'True', 'InProgress') ??
    fromCondition(status, 'Stalled', 'True', 'Failed') ??
    statusRules.get(groupKind(object))?.(object, now) ??
    notReady(status) ?? { status: 'Current', reason: '', message: '' }
  );
}

/** `Deployment.apps`; of the core group the kind alone. */
function groupKind(object: unknown): string {
  const { apiVersion, kind } = object as JsonRecord;
  const group = String(apiVersion ?? '').split('/');
  return group.length === 2 ? `${String(kind)}.${group[0]}` : String(kind);
}

function notObserved(metadata: JsonRecord, status: JsonRecord): ObjectStatus | undefined {
  const { observedGeneration } = status;
  const { generation } = metadata;
  if (typeof observedGeneration !== 'number' || typeof generation !== 'number') return undefined;
  if (observedGeneration === generation) return undefined;
  return { status: 'InProgress', reason: 'LatestGenerationNotObserved', message: '' };
}

function fromCondition(
  status: JsonRecord,
  type: string,
  value: string,
  verdict: ObjectStatus['status'],
): ObjectStatus | undefined {
  const condition = conditionOf(status, type);
  if (condition?.['status'] !== value) return undefined;
  return {
    status: verdict,
    reason: textOf(condition['reason']) ?? type,
    message: textOf(condition['message']) ?? '',
  };
}

/** Kinds without a rule of their own are done unless they say that they are not. */
function notReady(status: JsonRecord): ObjectStatus | undefined {
  return (
    fromCondition(status, 'Ready', 'False', 'InProgress') ??
    fromCondition(status, 'Ready', 'Unknown', 'InProgress')
  );
}
