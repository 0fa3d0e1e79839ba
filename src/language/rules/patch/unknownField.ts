import type { StrategicPatch } from '../../../kustomize/patch/strategicPatch.ts';
import { checkObject, type SchemaIssues } from '../../../schema/kubernetes/checkObject.ts';
import type { ValueType } from '../../../schema/kubernetes/typeNotation.ts';
import type { Mapping, YamlNode } from '../../../yaml/node.ts';
import { resolveScalar } from '../../../yaml/resolve.ts';
import { onceFor } from '../graph/nodes.ts';
import type { BuildRule } from '../rule.ts';
import { typeIn } from '../schema/found.ts';
import { originalOf } from './originalOf.ts';
import { patchEntriesOf } from './patchEntries.ts';
import { keyPlace } from './patchPlace.ts';
import { targetsOf } from './patchTargets.ts';

/**
 * A field that a patch takes out with a null and that its kind never has. What a patch sets is seen in the render, where
 * `schema.unknown-field` speaks of it; what it takes out leaves nothing to see.
 */
export const patchUnknownField: BuildRule<'patch.unknown-field'> = {
  code: 'patch.unknown-field',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'finished',
  deadEntry: 'whole',
  check({ result, files }, report) {
    for (const entry of patchEntriesOf(result)) {
      if (entry.read.form !== 'strategic') continue;
      for (const patch of entry.read.patches) {
        const nulls = nullsIn(patch.source);
        if (nulls.length === 0) continue;
        const [target] = targetsOf(entry, patch, result) ?? [];
        const type = target === undefined ? undefined : typeIn(result, target.id);
        if (target === undefined || type === undefined) continue;
        const original = originalOf(target, files);
        for (const { params, path } of unknownNulls(patch, type, nulls)) {
          // What somebody wrote into the object although it means nothing there is rightly taken out.
          if (original === undefined || holds(original, params.field)) continue;
          report(params, keyPlace(patch, path));
        }
      }
    }
  },
};

interface NullEntry {
  readonly holder: Mapping;
  readonly index: number;
  readonly path: readonly (string | number)[];
}

/** The entries of a patch that take a field out. */
const nullsIn = onceFor((patch: Mapping): readonly NullEntry[] => {
  const found: NullEntry[] = [];
  const visit = (node: YamlNode, path: NullEntry['path']): void => {
    if (node.kind === 'sequence')
      for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
    if (node.kind !== 'mapping') return;
    for (const [index, key] of node.keys.entries()) {
      const value = node.values[index];
      if (value?.kind !== 'scalar') {
        if (value !== undefined) visit(value, [...path, key]);
      } else if (resolveScalar(value).type === 'null') {
        found.push({ holder: node, index, path: [...path, key] });
      }
    }
  };
  visit(patch, []);
  return found;
});

/** Those of the entries whose field the type does not have. */
function unknownNulls(
  { source }: StrategicPatch,
  type: ValueType,
  nulls: readonly NullEntry[],
): readonly { readonly params: SchemaIssues['schema.unknown-field']; readonly path: NullEntry['path'] }[] {
  const found: { params: SchemaIssues['schema.unknown-field']; path: NullEntry['path'] }[] = [];
  checkObject(source, type, (code, params, spot) => {
    if (code !== 'schema.unknown-field' || !('mapping' in spot)) return;
    const entry = nulls.find(({ holder, index }) => holder === spot.mapping && index === spot.index);
    // Code and parameters belong together where they are reported.
    if (entry !== undefined)
      found.push({ params: params as SchemaIssues['schema.unknown-field'], path: entry.path });
  });
  return found;
}

function holds(node: YamlNode, key: string): boolean {
  if (node.kind === 'scalar') return false;
  if (node.kind === 'sequence') return node.items.some(item => holds(item, key));
  return node.keys.includes(key) || node.values.some(value => holds(value, key));
}
