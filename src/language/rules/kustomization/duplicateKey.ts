import { keyOf } from '../../../kustomize/load/kustomization.ts';
import { type FieldType, fieldNamed } from '../../../schema/fieldType.ts';
import { kustomization as fields } from '../../../schema/kustomization.ts';
import type { OffsetLocation } from '../../../yaml/location.ts';
import type { Mapping, SourceFile, YamlNode } from '../../../yaml/node.ts';
import type { KustomizationRule, Report } from '../rule.ts';

/**
 * A key that stands in its mapping again further down, or a field that stands there in other letters as well: kustomize
 * forgets one of the two without a word.
 */
export const duplicateKey: KustomizationRule<'kustomization.duplicate-key'> = {
  code: 'kustomization.duplicate-key',
  severity: 'warning',
  over: 'kustomization',
  check({ node, file }, report) {
    visit(node, fields, { file, report, seen: new Set() });
  },
};

interface Visit {
  readonly file: SourceFile;
  readonly report: Report<'kustomization.duplicate-key'>;
  /** Keeps what aliases share from being looked at more than once. */
  readonly seen: Set<YamlNode>;
}

function visit(node: YamlNode, type: FieldType | undefined, context: Visit): void {
  const { file, report, seen } = context;
  if (node.kind === 'scalar' || seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'sequence') {
    const items = type?.kind === 'list' ? type.items : undefined;
    for (const item of node.items) visit(item, items, context);
    return;
  }
  const last = new Map(node.keys.map((key, index) => [key, index]));
  for (const [index, key] of node.keys.entries()) {
    const same = last.get(key) ?? index;
    const place = (at: number): OffsetLocation => {
      const start = node.keyStarts[at] ?? 0;
      return { uri: file.uri, start, end: start + (node.keys[at] ?? '').length };
    };
    const field = type?.kind === 'object' ? fieldNamed(type, key) : undefined;
    const other = field === undefined ? undefined : otherSpelling(node, key, field.type);
    if (same !== index && key !== '<<') report({ key }, place(index), [place(same)]);
    else if (other !== undefined)
      report({ key, counts: other }, place(index), [place(last.get(other) ?? index)]);
    const value = node.values[index];
    if (value !== undefined) visit(value, field?.type, context);
  }
}

/** The spelling of the same field that counts instead; none for mappings, which are united. */
function otherSpelling(node: Mapping, key: string, { kind }: FieldType): string | undefined {
  if (kind === 'map' || kind === 'object') return undefined;
  const counts = keyOf(node, key);
  return counts === key ? undefined : counts;
}
