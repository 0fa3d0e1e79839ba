import { field, textOf } from '../../../kustomize/load/kustomization.ts';
import type { PathLocation } from '../../../yaml/location.ts';
import type { YamlNode } from '../../../yaml/node.ts';
import { fieldPlace, itemPlaces } from '../fieldPlace.ts';
import type { ReplacementRule, Report } from '../rule.ts';

/**
 * An option of a replacement without effect: `encoding` is not implemented, `index` needs a delimiter, and nothing is
 * created in a source.
 */
export const replacementIgnoredOption: ReplacementRule<'replacement.ignored-option'> = {
  code: 'replacement.ignored-option',
  severity: 'warning',
  over: 'replacements',
  deadEntry: 'whole',
  check({ items }, report) {
    for (const { node, location } of items) {
      const source = field(node, 'source');
      if (source !== undefined) look(source, fieldPlace(node, location, 'source'), true, report);
      const targets = itemPlaces(field(node, 'targets'), fieldPlace(node, location, 'targets'));
      for (const target of targets) look(target.node, target.location, false, report);
    }
  },
};

function look(
  holder: YamlNode,
  location: PathLocation,
  isSource: boolean,
  report: Report<'replacement.ignored-option'>,
): void {
  const options = field(holder, 'options');
  if (options?.kind !== 'mapping') return;
  const hasDelimiter = textOf(field(options, 'delimiter')) !== '';
  const isIgnored = {
    encoding: true,
    index: !hasDelimiter && textOf(field(options, 'index')) !== '0',
    create: isSource,
  };
  const place = fieldPlace(holder, location, 'options');
  for (const option of ['encoding', 'index', 'create'] as const) {
    if (!isIgnored[option] || textOf(field(options, option)) === '') continue;
    report({ option }, { ...fieldPlace(options, place, option), part: 'key' });
  }
}
