import { field, textOf } from '../../../kustomize/load/kustomization.ts';
import { fieldPlace, itemPlaces } from '../fieldPlace.ts';
import type { KustomizationRule } from '../rule.ts';
import { generatorEntries } from './entries.ts';

/**
 * A literal whose quotes do other than they look like: kustomize takes one off at each end where they are alike, so one
 * at the beginning alone stays, and of two quoted words the outer ones go.
 */
export const literalQuoted: KustomizationRule<'generator.literal-quoted'> = {
  code: 'generator.literal-quoted',
  severity: 'information',
  over: 'kustomization',
  check(kustomization, report) {
    for (const { node, location } of generatorEntries(kustomization)) {
      const literals = itemPlaces(field(node, 'literals'), fieldPlace(node, location, 'literals'));
      for (const literal of literals) {
        const text = textOf(literal.node);
        const equals = text.indexOf('=');
        const quotes = equals <= 0 ? undefined : oddQuotes(text.slice(equals + 1));
        if (quotes !== undefined) report({ key: text.slice(0, equals), quotes }, literal.location);
      }
    }
  },
};

function oddQuotes(value: string): 'kept' | 'taken' | undefined {
  const [first = ''] = value;
  if ((first !== '"' && first !== "'") || value.includes('\n')) return undefined;
  const inner = value.slice(1, -1);
  // A quoted word with more behind it is written so on purpose.
  if (value.length === 1 || !value.endsWith(first))
    return value.slice(1).includes(first) ? undefined : 'kept';
  return inner.includes(first) ? 'taken' : undefined;
}
