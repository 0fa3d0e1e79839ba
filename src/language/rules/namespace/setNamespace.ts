import type { PathLocation } from '../../../yaml/location.ts';
import { isSetting, type Scalar } from '../../../yaml/node.ts';

/** The field `namespace` of the kustomization that gave a scalar its value; `undefined` where none did. */
export function namespaceFieldOf(scalar: Scalar): PathLocation | undefined {
  const { from } = scalar;
  if (!isSetting(from) || from.directive !== 'namespace') return undefined;
  return { uri: from.file.uri, document: 0, path: ['namespace'], part: 'value' };
}
