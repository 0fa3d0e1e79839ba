import type { Resource } from '../../../kustomize/resource.ts';
import { getIn, isSetting, type Scalar } from '../../../yaml/node.ts';
import type { BuildRule } from '../rule.ts';
import { namespaceFieldOf } from './setNamespace.ts';

/**
 * A Namespace object whose name `namespace` changes: where another namespace was to be made, it never is. Not where
 * other objects of the build come from that namespace, and it was renamed to go with them.
 */
export const namespaceRenames: BuildRule<'namespace.renames'> = {
  code: 'namespace.renames',
  severity: 'hint',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    for (const { id, node, location } of result.resources) {
      if (id.kind !== 'Namespace' || id.group !== '') continue;
      const name = getIn(node, ['metadata', 'name']);
      if (name?.kind !== 'scalar' || !isSetting(name.from)) continue;
      const field = namespaceFieldOf(name);
      const from = name.from.previous?.text ?? '';
      if (field === undefined || from === '' || from === name.text) continue;
      if (result.resources.some(other => wasIn(other, from))) continue;
      report({ from, namespace: name.text }, field, [location]);
    }
  },
};

/** Whether an object was in that namespace before somebody moved it. */
function wasIn({ node }: Resource, namespace: string): boolean {
  const present = getIn(node, ['metadata', 'namespace']);
  let scalar: Scalar | undefined = present?.kind === 'scalar' ? present : undefined;
  while (scalar !== undefined) {
    if (scalar.text === namespace) return true;
    scalar = isSetting(scalar.from) ? scalar.from.previous : undefined;
  }
  return false;
}
