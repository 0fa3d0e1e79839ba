import { field, scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import { isTrueText } from '../../../kustomize/load/yamlBoolean.ts';
import { fieldPlace } from '../fieldPlace.ts';
import type { KustomizationRule } from '../rule.ts';
import { generatorEntries } from './entries.ts';

/** A `false` in an entry that is to undo a `true` in `generatorOptions`: kustomize unites the two. */
export const optionNotUndone: KustomizationRule<'generator.option-not-undone'> = {
  code: 'generator.option-not-undone',
  severity: 'warning',
  over: 'kustomization',
  deadEntry: 4,
  check(kustomization, report) {
    const global = field(kustomization.node, 'generatorOptions');
    for (const option of ['disableNameSuffixHash', 'immutable']) {
      if (!isTrueText(textOf(field(global, option)))) continue;
      for (const { node, location } of generatorEntries(kustomization)) {
        const own = field(node, 'options');
        const value = textOf(scalarField(own, option));
        if (own === undefined || value === '' || isTrueText(value)) continue;
        report({ option }, fieldPlace(own, fieldPlace(node, location, 'options'), option));
      }
    }
  },
};
