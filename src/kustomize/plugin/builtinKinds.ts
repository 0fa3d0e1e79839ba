import { nearestName } from '../load/paths.ts';

/** The plugins that are built into the official tool, by the field whose list may name them. */
export const builtinKinds = {
  generators: ['ConfigMapGenerator', 'HelmChartInflationGenerator', 'IAMPolicyGenerator', 'SecretGenerator'],
  transformers: [
    'AnnotationsTransformer',
    'HashTransformer',
    'ImageTagTransformer',
    'LabelTransformer',
    'NamespaceTransformer',
    'PatchJson6902Transformer',
    'PatchStrategicMergeTransformer',
    'PatchTransformer',
    'PrefixSuffixTransformer',
    'PrefixTransformer',
    'ReplacementTransformer',
    'ReplicaCountTransformer',
    'SuffixTransformer',
    'ValueAddTransformer',
  ],
} as const;

/** The kind that was most likely meant: what all of them end in says nothing. */
export function nearestKind(kind: string, kinds: readonly string[]): string | undefined {
  const stemOf = (text: string) => text.replace(/(?:Transformer|Generator)$/, '');
  const stem = nearestName(stemOf(kind), kinds.map(stemOf));
  return kinds.find(one => stemOf(one) === stem);
}
