import { isRecord, recordAt } from '../../cluster/json.ts';
import { objectMeta } from '../../cluster/resource.ts';
import { type ApplyReport, isLeaving, nameOfApplied } from '../report.ts';
import { isKnown } from '../tryObject.ts';
import type { AwaitedObject } from './waitForReady.ts';

/**
 * What of a report there is to wait for: what was applied and has, or may get, a status, or is being deleted. ConfigMaps, roles and the like are
 * there as soon as they are applied.
 */
export function awaitedObjects({ objects }: ApplyReport): AwaitedObject[] {
  return objects.flatMap(applied => {
    const { planned, outcome } = applied;
    if (!isKnown(planned) || !('object' in outcome)) return [];
    const { api } = planned;
    const isBeingDeleted = isLeaving(outcome);
    if (!isBeingDeleted && !hasStatus(api.group, outcome.object)) return [];
    const { generation } = recordAt(outcome.object, 'metadata');
    return [
      {
        ...nameOfApplied(applied),
        api,
        uid: objectMeta(outcome.object).uid,
        isBeingDeleted,
        generation: typeof generation === 'number' ? generation : undefined,
      },
    ];
  });
}

/** Kubernetes' own kinds with a status have it from the start; a controller may give one to custom resources later. */
function hasStatus(group: string, object: unknown): boolean {
  const isCustom = group.includes('.') && !group.endsWith('.k8s.io');
  return isCustom || (isRecord(object) && 'status' in object);
}
