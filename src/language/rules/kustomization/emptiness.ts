import { isNullNode } from '../../../kustomize/load/kustomization.ts';
import type { Mapping, YamlNode } from '../../../yaml/node.ts';

/** Whether a value says nothing: null, an empty string, list or mapping. */
export function isEmptyValue(node: YamlNode): boolean {
  if (node.kind === 'scalar') return node.text === '' || isNullNode(node);
  return node.kind === 'mapping' ? node.keys.length === 0 : node.items.length === 0;
}

/** Whether a field stands in the head of the file and does nothing by itself. */
export function isHeader(key: string): boolean {
  return /^(?:apiVersion|kind|metadata)$/i.test(key);
}

/** Whether something is left to build without a field: kustomize refuses a kustomization that says nothing. */
export function holdsMoreThan(kustomization: Mapping, field: string): boolean {
  return kustomization.keys.some((key, index) => {
    const value = kustomization.values[index];
    return key !== field && !isHeader(key) && value !== undefined && !isEmptyValue(value);
  });
}
