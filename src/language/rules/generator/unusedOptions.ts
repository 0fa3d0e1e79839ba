import { field, keyOf } from '../../../kustomize/load/kustomization.ts';
import { keyAt } from '../../../yaml/location.ts';
import { holdsMoreThan } from '../kustomization/emptiness.ts';
import type { KustomizationRule } from '../rule.ts';
import { generatorEntries } from './entries.ts';

/** `generatorOptions` without a generator beside them: they count for the same file's generators alone. */
export const unusedOptions: KustomizationRule<'generator.unused-options'> = {
  code: 'generator.unused-options',
  severity: 'hint',
  over: 'kustomization',
  deadEntry: 1,
  check(kustomization, report) {
    const { node, file } = kustomization;
    const options = field(node, 'generatorOptions');
    if (options?.kind !== 'mapping' || options.keys.length === 0) return;
    if (generatorEntries(kustomization).length > 0) return;
    const key = keyOf(node, 'generatorOptions') ?? '';
    if (holdsMoreThan(node, key)) report({}, keyAt(file, [key]));
  },
};
