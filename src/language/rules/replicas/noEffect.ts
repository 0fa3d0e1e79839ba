import { scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import type { BuildRule } from '../rule.ts';

/** An entry of `replicas` that sets the count that every workload it names has already. */
export const replicasNoEffect: BuildRule<'replicas.no-effect'> = {
  code: 'replicas.no-effect',
  severity: 'hint',
  over: 'build',
  in: 'every',
  deadEntry: 2,
  check({ result }, report) {
    for (const { kind, location, node, selected, changed } of result.effects) {
      if (kind !== 'replicas' || selected === 0 || changed !== 0) continue;
      const value = (key: string) => textOf(scalarField(node, key));
      report({ name: value('name'), count: value('count') }, location);
    }
  },
};
