import { get, getIn, type SourceFile, textAt, type YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { isNullNode } from '../load/kustomization.ts';
import { jsonNode } from '../patch/jsonText.ts';
import type { NameReferences } from '../reference/nameReferenceFields.ts';
import type { FieldSpec } from '../transform/fieldSpec.ts';
import type { TransformerConfig } from './transformerConfig.ts';

/** What a file of `crds` says: where its types hold names, labels and annotations (`x-kubernetes-*` extensions). */
interface CrdConfig {
  readonly commonAnnotations: FieldSpec[];
  readonly commonLabels: FieldSpec[];
  readonly namePrefix: FieldSpec[];
  readonly nameReference: NameReferences[];
}

/**
 * Reads OpenAPI definitions by type name. A type counts where it has `kind`, `apiVersion` and `metadata`; the kind is
 * what stands behind the last dot of its name. `undefined` where the file is no mapping, or begins as JSON and is none.
 */
export function readCrdConfig(file: SourceFile): Partial<TransformerConfig> | undefined {
  if (file.text.startsWith('{') && jsonNode(file) === undefined) return undefined;
  const { node } = parseDocument(file);
  if (node?.kind !== 'mapping' || node.values.some(type => type.kind !== 'mapping' && !isNullNode(type)))
    return undefined;
  const config: CrdConfig = { commonAnnotations: [], commonLabels: [], namePrefix: [], nameReference: [] };
  for (const name of node.keys) {
    const properties = getIn(get(node, name), ['Schema', 'properties']);
    const isType = ['kind', 'apiVersion', 'metadata'].every(key => get(properties, key) !== undefined);
    if (isType) readType(node, name, name.split('.').at(-1) ?? name, [], config);
  }
  return config;
}

function readType(
  types: YamlNode,
  name: string,
  kind: string,
  path: readonly string[],
  config: CrdConfig,
): void {
  const properties = getIn(get(types, name), ['Schema', 'properties']);
  if (properties?.kind !== 'mapping' || path.length > 64) return;
  for (const [index, key] of properties.keys.entries()) {
    const property = properties.values[index];
    const has = (extension: string) => textAt(property, `x-kubernetes-${extension}`) !== undefined;
    const spec = (...rest: string[]): FieldSpec => ({ kind, path: [...path, key, ...rest], create: false });
    if (has('annotation')) config.commonAnnotations.push(spec());
    if (has('label-selector')) config.commonLabels.push(spec());
    if (has('identity')) config.namePrefix.push(spec());
    const version = textAt(property, 'x-kubernetes-object-ref-api-version');
    const target = textAt(property, 'x-kubernetes-object-ref-kind');
    if (version !== undefined && target !== undefined) {
      const nameKey = textAt(property, 'x-kubernetes-object-ref-name-key') ?? 'name';
      config.nameReference.push({ target: { kind: target, version }, referrers: [spec(nameKey)] });
    }
    const reference = textAt(property, '$ref');
    if (reference !== undefined) readType(types, reference, kind, [...path, key], config);
  }
}
