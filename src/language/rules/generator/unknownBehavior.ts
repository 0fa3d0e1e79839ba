import { scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import { nearestName } from '../../../kustomize/load/paths.ts';
import { fieldPlace } from '../fieldPlace.ts';
import type { KustomizationRule } from '../rule.ts';
import { isTemplated } from '../templated.ts';
import { generatorEntries } from './entries.ts';

const behaviors = ['create', 'merge', 'replace'];

/** A generator's `behavior` that kustomize does not know: it creates, also where a merge was meant. */
export const unknownBehavior: KustomizationRule<'generator.unknown-behavior'> = {
  code: 'generator.unknown-behavior',
  severity: 'warning',
  over: 'kustomization',
  deadEntry: 3,
  check(kustomization, report) {
    for (const { node, location } of generatorEntries(kustomization)) {
      const behavior = textOf(scalarField(node, 'behavior'));
      if (behavior === '' || behaviors.includes(behavior) || isTemplated(behavior)) continue;
      const nearest = nearestName(behavior, behaviors);
      const params = { behavior, ...(nearest === undefined ? {} : { nearest }) };
      report(params, fieldPlace(node, location, 'behavior'));
    }
  },
};
