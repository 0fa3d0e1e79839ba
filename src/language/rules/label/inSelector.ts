import type { Resource } from '../../../kustomize/resource.ts';
import type { PathLocation } from '../../../yaml/location.ts';
import { getIn, isSetting, type Setting } from '../../../yaml/node.ts';
import type { BuildRule } from '../rule.ts';

/** Workloads whose selector nobody can change once they are in a cluster. */
const immutable: ReadonlySet<string> = new Set(['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet']);

interface Labelled {
  readonly place: PathLocation;
  readonly workloads: Set<Resource>;
}

/** Labels that a kustomization puts into selectors of workloads: a later change of theirs cannot be applied. */
export const labelInSelector: BuildRule<'label.in-selector'> = {
  code: 'label.in-selector',
  severity: 'hint',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result }, report) {
    const found = new Map<string, Labelled>();
    for (const workload of result.resources) {
      if (!immutable.has(workload.id.kind) || workload.id.group !== 'apps') continue;
      const selector = getIn(workload.node, ['spec', 'selector', 'matchLabels']);
      for (const value of selector?.kind === 'mapping' ? selector.values : []) {
        if (value.kind !== 'scalar' || !isSetting(value.from)) continue;
        const place = fieldThatLabels(value.from);
        if (place === undefined) continue;
        const key = JSON.stringify(place);
        const labelled = found.get(key) ?? { place, workloads: new Set() };
        found.set(key, labelled);
        labelled.workloads.add(workload);
      }
    }
    for (const { place, workloads } of found.values()) {
      const [first] = workloads;
      if (first === undefined) continue;
      const { kind, name } = first.id;
      report({ kind, name, count: workloads.size }, place, [first.location]);
    }
  },
};

function fieldThatLabels({ directive, file }: Setting): PathLocation | undefined {
  const entry = /^labels\[(\d+)\]$/.exec(directive);
  if (entry !== null) {
    const path = ['labels', Number(entry[1]), 'includeSelectors'];
    return { uri: file.uri, document: 0, path, part: 'key' };
  }
  if (directive !== 'commonLabels') return undefined;
  return { uri: file.uri, document: 0, path: ['commonLabels'], part: 'key' };
}
