import { field, items, keyOf, textOf } from '../../../kustomize/load/kustomizationFile.ts';
import type { PathLocation } from '../../../yaml/location.ts';
import type { YamlNode } from '../../../yaml/node.ts';
import type { KustomizationRule, Report } from '../rule.ts';

/** An option of a replacement without effect: `encoding` is not implemented, `index` needs a delimiter. */
export const replacementIgnoredOption: KustomizationRule<'replacement.ignored-option'> = {
  code: 'replacement.ignored-option',
  severity: 'warning',
  over: 'kustomization',
  check(kustomization, report) {
    for (const { node, location } of items(kustomization, 'replacements')) {
      lookAt(node, 'source', location, report);
      const targets = field(node, 'targets');
      if (node.kind !== 'mapping' || targets?.kind !== 'sequence') continue;
      const path = [...location.path, keyOf(node, 'targets') ?? 'targets'];
      for (const [index, target] of targets.items.entries()) {
        look(target, { ...location, path: [...path, index] }, report);
      }
    }
  },
};

function lookAt(parent: YamlNode, name: string, location: PathLocation, report: IgnoredReport): void {
  const node = field(parent, name);
  if (node === undefined || parent.kind !== 'mapping') return;
  look(node, { ...location, path: [...location.path, keyOf(parent, name) ?? name] }, report);
}

type IgnoredReport = Report<'replacement.ignored-option'>;

function look(holder: YamlNode, location: PathLocation, report: IgnoredReport): void {
  const options = field(holder, 'options');
  if (holder.kind !== 'mapping' || options?.kind !== 'mapping') return;
  const hasDelimiter = textOf(field(options, 'delimiter')) !== '';
  const path = [...location.path, keyOf(holder, 'options') ?? 'options'];
  for (const option of ['encoding', 'index'] as const) {
    const value = textOf(field(options, option));
    if (value === '' || (option === 'index' && (hasDelimiter || value === '0'))) continue;
    report({ option }, { ...location, path: [...path, keyOf(options, option) ?? option], part: 'key' });
  }
}
