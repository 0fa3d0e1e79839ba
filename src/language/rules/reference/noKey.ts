import { originalId, type Resource } from '../../../kustomize/resource.ts';
import { get } from '../../../yaml/node.ts';
import { nearMiss } from '../graph/nearMiss.ts';
import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import type { BuildRule } from '../rule.ts';

/** An entry of a ConfigMap or Secret that is asked for and not there: the container does not start. */
export const referenceNoKey: BuildRule<'reference.no-key'> = {
  code: 'reference.no-key',
  severity: 'warning',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    const graph = graphOf(result);
    for (const { kind, name, namespace, keys, optional } of graph.references) {
      if (optional || keys.length === 0) continue;
      const target = graph.find(kind, name.text, namespace);
      const known = target === undefined ? undefined : knownKeys(target);
      if (target === undefined || known === undefined) continue;
      for (const key of keys) {
        if (known.has(key.text) || /[${}()]/.test(key.text)) continue;
        const { location, related } = writtenAt(key);
        const nearest = nearMiss(key.text, known);
        const own = { kind, name: originalId(target).name, key: key.text };
        report(nearest === undefined ? own : { ...own, nearest }, location, [...related, target.location]);
      }
    }
  },
};

/** All keys that the object will have; `undefined` where somebody in the cluster may fill it. */
function knownKeys({ node, id, generatedBy }: Resource): ReadonlySet<string> | undefined {
  const keys = ['data', 'binaryData', 'stringData'].flatMap(list => {
    const data = get(node, list);
    return data?.kind === 'mapping' ? data.keys : [];
  });
  if (generatedBy !== undefined) return new Set(keys);
  const metadata = get(node, 'metadata');
  const notes = ['labels', 'annotations'].flatMap(list => {
    const map = get(metadata, list);
    return map?.kind === 'mapping' ? map.keys : [];
  });
  // A Secret in a manifest is often a place for a controller to write into.
  if (id.kind === 'Secret' || keys.length === 0) return undefined;
  return notes.some(key => /inject|reloader|replicat|sync/i.test(key)) ? undefined : new Set(keys);
}
