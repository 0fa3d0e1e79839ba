import { parseJson } from '../../cluster/exactJson.ts';
import { isRecord, type JsonRecord, recordAt } from '../../cluster/json.ts';
import type { Location } from '../../yaml/location.ts';
import { fieldLocation } from '../fieldLocation.ts';
import { writtenField } from '../fieldPath.ts';
import type { ObjectName } from '../objectName.ts';
import type { ApplyPlan, PlannedObject } from '../plan.ts';
import { compareDeclared } from './comparable.ts';
import type { FieldChange } from './fieldChanges.ts';

/** A changed field and the line of a source file that sets it, the nearest around it where none does any more. */
export interface SourcedChange extends FieldChange {
  readonly location: Location;
}

/** What an apply would do to one object; values of Secrets are masked, and nothing of the server's own is in it. */
export interface ObjectDiff {
  readonly object: ObjectName;
  readonly kind: 'create' | 'change' | 'unchanged' | 'unverified' | 'prune';
  /** `undefined` where there is none. */
  readonly before: JsonRecord | undefined;
  /** `undefined` where it goes. */
  readonly after: JsonRecord | undefined;
  readonly changes: readonly SourcedChange[];
}

/**
 * What differs between the cluster and a plan, object by object in the order of the plan; refused objects have no part in
 * it. A change that only the server or a controller would make is none.
 */
export function planDiff({ objects }: ApplyPlan): ObjectDiff[] {
  return objects.flatMap(planned => {
    const diff = objectDiff(planned);
    return diff === undefined ? [] : [diff];
  });
}

function objectDiff(planned: PlannedObject): ObjectDiff | undefined {
  const { verdict, resource } = planned;
  if (verdict.kind === 'refused') return undefined;
  const sent = withNamespace(planned);
  const tried = verdict.kind === 'unverified' ? { before: undefined, after: sent } : verdict;
  const compared = compareDeclared(planned.kind, tried.before, tried.after, sent);
  const { before, after } = compared;
  const changes = compared.changes.map(change => ({
    ...change,
    location: fieldLocation(resource, writtenField(planned.kind, resource.node, change.field), 'value'),
  }));
  // Taking a field over from another manager changes who owns it, and nothing that a reader could see.
  const kind = verdict.kind === 'change' && changes.length === 0 ? 'unchanged' : verdict.kind;
  return { object: planned, kind, before, after, changes: before === undefined ? [] : changes };
}

/** The object as it is sent: the namespace is in its address alone where the source names none. */
function withNamespace({ json, namespace }: PlannedObject): JsonRecord {
  const object: unknown = parseJson(json);
  if (!isRecord(object) || namespace === undefined) return isRecord(object) ? object : {};
  return { ...object, metadata: { namespace, ...recordAt(object, 'metadata') } };
}
