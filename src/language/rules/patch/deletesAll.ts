import { field, textOf } from '../../../kustomize/load/kustomization.ts';
import type { BuildRule } from '../rule.ts';

const conditions = ['group', 'version', 'kind', 'name', 'namespace', 'labelSelector', 'annotationSelector'];

/** `$patch: delete` with a target that has no condition: it deletes every resource there is. */
export const patchDeletesAll: BuildRule<'patch.deletes-all'> = {
  code: 'patch.deletes-all',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result }, report) {
    for (const { kind, location, node, removed = 0 } of result.effects) {
      if (kind !== 'patch-target' || removed === 0) continue;
      const target = field(node, 'target');
      if (conditions.some(name => textOf(field(target, name)) !== '')) continue;
      report({ count: removed }, location);
    }
  },
};
