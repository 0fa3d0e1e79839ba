import { parseJson } from '../../cluster/exactJson.ts';
import type { ClusterFailure } from '../../cluster/failure.ts';
import type { Resource } from '../../kustomize/resource.ts';
import { jsonText } from '../../yaml/jsonText.ts';
import { fieldLocation } from '../fieldLocation.ts';
import { fieldValue, walkField, writtenField, yamlTree } from '../fieldPath.ts';
import { describeObject, type ObjectName } from '../objectName.ts';
import { problemOf } from '../problemOf.ts';
import type { ApplyProblem } from '../problems.ts';
import { type Conflict, shownValue } from './conflict.ts';

/** Stands for every value of a Secret. */
const masked = '***';

/**
 * The conflicts that a refusal tells, each field once, in the order of the source; `live` is the object as it is, `undefined` where nobody has read it.
 * What only managers in `without` own is no conflict.
 */
export function conflictsIn(
  resource: Resource,
  { apiVersion, kind, namespace, name }: ObjectName,
  failure: ClusterFailure<'response.conflict'>,
  live: unknown,
  without: readonly string[] = [],
): readonly Conflict[] {
  const object = { apiVersion, kind, namespace, name };
  const managersOf = new Map<string, string[]>();
  for (const { reason, field, message } of failure.params.causes ?? []) {
    if (reason !== 'FieldManagerConflict') continue;
    const manager = /conflict with "((?:[^"\\]|\\.)*)"/.exec(message)?.[1] ?? '';
    if (without.includes(manager)) continue;
    const key = field.replace(/^\./, '');
    managersOf.set(
      key,
      [...(managersOf.get(key) ?? []), manager].filter(each => each !== ''),
    );
  }
  const conflicts = [...managersOf].map(([field, managers]) => {
    const written = writtenField(kind, resource.node, field);
    const isSecret = kind === 'Secret' && /^(data|stringData)\b/.test(field);
    const shown = (value: unknown) => (isSecret && value !== undefined ? masked : value);
    return {
      object,
      field,
      managers: [...new Set(managers)].sort(),
      ours: shown(sourceValue(resource, written)),
      live: shown(fieldValue(live, field)),
      location: fieldLocation(resource, written, 'value'),
    };
  });
  // The server tells them in any order; people read the source.
  const placeOf = ({ field }: Conflict) =>
    walkField(yamlTree, resource.node, writtenField(kind, resource.node, field)).steps.map(
      ({ index }) => index,
    );
  return conflicts.toSorted((one, other) => comparePlaces(placeOf(one), placeOf(other)));
}

function comparePlaces(one: readonly number[], other: readonly number[]): number {
  const depth = one.findIndex((index, at) => index !== other[at]);
  return depth < 0 ? one.length - other.length : (one[depth] ?? 0) - (other[depth] ?? -1);
}

/** What is wrong where nobody decides. */
export function conflictProblem({ object, field, managers, ours, live, location }: Conflict): ApplyProblem {
  const params = {
    object: describeObject(object),
    field,
    manager: managers.join(', '),
    ours: shownValue(ours),
    live: shownValue(live),
  };
  return problemOf('apply.conflict', params, location);
}

function sourceValue({ node }: Resource, field: string): unknown {
  const { steps, isWhole } = walkField(yamlTree, node, field);
  const found = steps.at(-1)?.node;
  return isWhole && found !== undefined ? parseJson(jsonText(found)) : undefined;
}
