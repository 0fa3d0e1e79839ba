import { isRecord, type JsonRecord } from '../../cluster/json.ts';
import { apiVersionOf, type Resource } from '../../kustomize/resource.ts';
import { jsonText } from '../../yaml/jsonText.ts';
import { fieldChanges } from '../diff/fieldChanges.ts';
import { maskedPair } from '../diff/maskedPair.ts';
import type { ObjectDiff } from '../diff/planDiff.ts';
import { fieldLocation } from '../fieldLocation.ts';
import type { ObjectName } from '../objectName.ts';

/**
 * What differs between two renders of a kustomization, object by object in the order of the later one, then what is rendered
 * no more. Values of Secrets are masked; no cluster is asked.
 */
export function revisionDiff(earlier: readonly Resource[], later: readonly Resource[]): ObjectDiff[] {
  const before = new Map(earlier.map(resource => [keyOf(resource), resource]));
  const after = new Set(later.map(keyOf));
  const changed = later.map(resource => diffOf(before.get(keyOf(resource)), resource));
  const gone = earlier.filter(resource => !after.has(keyOf(resource)));
  return [...changed, ...gone.map(removalOf)];
}

function diffOf(earlier: Resource | undefined, later: Resource): ObjectDiff {
  const object = nameOf(later);
  const pair = maskedPair(object.kind, earlier && objectOf(earlier), objectOf(later));
  if (pair.before === undefined) return { ...pair, object, kind: 'create', changes: [] };
  const changes = fieldChanges(pair.before, pair.after).map(change => ({
    ...change,
    location: fieldLocation(later, change.field, 'value'),
  }));
  return { ...pair, object, kind: changes.length === 0 ? 'unchanged' : 'change', changes };
}

function removalOf(earlier: Resource): ObjectDiff {
  const object = nameOf(earlier);
  const { before } = maskedPair(object.kind, objectOf(earlier), {});
  return { object, kind: 'prune', before, after: undefined, changes: [] };
}

function nameOf({ id }: Resource): ObjectName {
  const namespace = id.namespace === '' ? undefined : id.namespace;
  return { apiVersion: apiVersionOf(id), kind: id.kind, namespace, name: id.name };
}

function keyOf(resource: Resource): string {
  const { apiVersion, kind, namespace, name } = nameOf(resource);
  return JSON.stringify([apiVersion, kind, namespace, name]);
}

function objectOf({ node }: Resource): JsonRecord {
  const object: unknown = JSON.parse(jsonText(node));
  return isRecord(object) ? object : {};
}
