import { type JsonRecord, recordAt } from '../../cluster/json.ts';

/** What controllers of Kubernetes write into annotations while they work. */
const countedByControllers = 'deployment.kubernetes.io/revision';

/**
 * What users say of an object, as text to compare: two versions that differ in their status alone have the same. `undefined`
 * for kinds whose changes are not counted, since all of them is what users say.
 */
export function declaredState(object: unknown): string | undefined {
  const metadata = recordAt(object, 'metadata');
  const { generation } = metadata;
  if (typeof generation !== 'number') return undefined;
  const { [countedByControllers]: _, ...annotations } = recordAt(metadata, 'annotations');
  return JSON.stringify([generation, sorted(recordAt(metadata, 'labels')), sorted(annotations)]);
}

function sorted(record: JsonRecord): unknown {
  return Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1));
}
