import { field, items, textOf } from '../../../kustomize/load/kustomization.ts';
import { fieldPlace, itemPlaces } from '../fieldPlace.ts';
import type { KustomizationRule } from '../rule.ts';
import { isTemplated } from '../templated.ts';

/** A literal of `secretGenerator`: who reads the kustomization reads the secret. */
export const plainSecret: KustomizationRule<'generator.plain-secret'> = {
  code: 'generator.plain-secret',
  severity: 'hint',
  over: 'kustomization',
  check(kustomization, report) {
    for (const { node, location } of items(kustomization, 'secretGenerator')) {
      const literals = itemPlaces(field(node, 'literals'), fieldPlace(node, location, 'literals'));
      for (const literal of literals) {
        const text = textOf(literal.node);
        const equals = text.indexOf('=');
        const value = text.slice(equals + 1);
        if (equals <= 0 || isBlank(value) || isTemplated(value)) continue;
        report({ key: text.slice(0, equals) }, literal.location);
      }
    }
  },
};

/** Nothing but quotes. */
function isBlank(value: string): boolean {
  return value === '' || value === '""' || value === "''";
}
