import { nearMiss } from '../graph/nearMiss.ts';
import { filledAt, mappingsAt } from '../graph/nodes.ts';
import { containersOf, isInjected } from '../graph/pods.ts';
import { writtenAt } from '../graph/writtenAt.ts';
import { graphOf } from '../graph.ts';
import type { BuildRule } from '../rule.ts';

/** A mount of a volume that the pod does not have: the API server refuses it. */
export const workloadNoVolume: BuildRule<'workload.no-volume'> = {
  code: 'workload.no-volume',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    for (const pod of graphOf(result).pods) {
      const { owner, spec, builtin } = pod;
      if (!builtin || owner.id.kind === 'PodTemplate') continue;
      // Injected containers bring their volumes.
      if (isInjected(pod)) continue;
      const claims = owner.id.kind === 'StatefulSet' ? 'spec/volumeClaimTemplates/metadata' : undefined;
      const holders = [
        ...mappingsAt(spec, 'volumes'),
        ...(claims === undefined ? [] : mappingsAt(owner.node, claims)),
      ];
      const names = new Set(holders.flatMap(holder => filledAt(holder, 'name')?.text ?? []));
      for (const container of containersOf(spec)) {
        const mounts = [...mappingsAt(container, 'volumeMounts'), ...mappingsAt(container, 'volumeDevices')];
        for (const mount of mounts) {
          const name = filledAt(mount, 'name');
          if (name === undefined || names.has(name.text) || !/^[a-z0-9-]+$/.test(name.text)) continue;
          const nearest = nearMiss(name.text, names);
          const { location, related } = writtenAt(name);
          report({ volume: name.text, ...(nearest === undefined ? {} : { nearest }) }, location, related);
        }
      }
    }
  },
};
