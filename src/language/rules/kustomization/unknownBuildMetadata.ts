import { items, textOf } from '../../../kustomize/load/kustomization.ts';
import { nearestName } from '../../../kustomize/load/paths.ts';
import type { KustomizationRule } from '../rule.ts';
import { isTemplated } from '../templated.ts';

const known = ['originAnnotations', 'transformerAnnotations', 'managedByLabel'];

/** A value of `buildMetadata` that kustomize does not know and so does not act on. */
export const unknownBuildMetadata: KustomizationRule<'kustomization.unknown-build-metadata'> = {
  code: 'kustomization.unknown-build-metadata',
  severity: 'warning',
  over: 'kustomization',
  deadEntry: 2,
  check(kustomization, report) {
    for (const { node, location } of items(kustomization, 'buildMetadata')) {
      const value = textOf(node);
      if (value === '' || known.includes(value) || isTemplated(value)) continue;
      const nearest =
        known.find(name => name.toLowerCase().startsWith(value.toLowerCase())) ?? nearestName(value, known);
      report({ value, ...(nearest === undefined ? {} : { nearest }) }, location);
    }
  },
};
