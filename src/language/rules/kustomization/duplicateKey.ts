import type { OffsetLocation } from '../../../yaml/location.ts';
import type { SourceFile, YamlNode } from '../../../yaml/node.ts';
import type { KustomizationRule, Report } from '../rule.ts';

/** A key that stands in its mapping again further down: kustomize forgets the first one without a word. */
export const duplicateKey: KustomizationRule<'kustomization.duplicate-key'> = {
  code: 'kustomization.duplicate-key',
  severity: 'warning',
  over: 'kustomization',
  check({ node, file }, report) {
    visit(node, file, report, new Set());
  },
};

/** `seen` keeps what aliases share from being looked at more than once. */
function visit(
  node: YamlNode,
  file: SourceFile,
  report: Report<'kustomization.duplicate-key'>,
  seen: Set<YamlNode>,
): void {
  if (node.kind === 'scalar' || seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'sequence') {
    for (const item of node.items) visit(item, file, report, seen);
    return;
  }
  const last = new Map(node.keys.map((key, index) => [key, index]));
  for (const [index, key] of node.keys.entries()) {
    const counts = last.get(key) ?? index;
    const place = (at: number): OffsetLocation => {
      const start = node.keyStarts[at] ?? 0;
      return { uri: file.uri, start, end: start + key.length };
    };
    if (counts !== index && key !== '<<') report({ key }, place(index), [place(counts)]);
    const value = node.values[index];
    if (value !== undefined) visit(value, file, report, seen);
  }
}
