import { get, type Mapping, textAt } from '../../../yaml/node.ts';
import type { BuildRule } from '../rule.ts';

/** What the API server wants in a Secret of a type: every one of `all`, or at least one of `any`. */
const wanted: Readonly<
  Record<string, { readonly all: readonly string[] } | { readonly any: readonly string[] }>
> = {
  'kubernetes.io/tls': { all: ['tls.crt', 'tls.key'] },
  'kubernetes.io/dockerconfigjson': { all: ['.dockerconfigjson'] },
  'kubernetes.io/dockercfg': { all: ['.dockercfg'] },
  'kubernetes.io/basic-auth': { any: ['username', 'password'] },
  'kubernetes.io/ssh-auth': { all: ['ssh-privatekey'] },
};

/** A Secret without the keys of its type: the API server refuses it. */
export const missingKey: BuildRule<'secret.missing-key'> = {
  code: 'secret.missing-key',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    for (const { id, node, location } of result.resources) {
      if (id.kind !== 'Secret' || id.group !== '') continue;
      const type = textAt(node, 'type') ?? '';
      const needs = Object.hasOwn(wanted, type) ? wanted[type] : undefined;
      if (needs === undefined) continue;
      const keys = keysIn(node);
      const isAny = 'any' in needs;
      const missing = (isAny ? needs.any : needs.all).filter(key => !keys.has(key));
      if (missing.length === 0 || (isAny && missing.length < needs.any.length)) continue;
      const place = { ...location, path: [...location.path, 'type'] };
      report({ type, keys: missing, any: isAny }, place);
    }
  },
};

function keysIn(node: Mapping): ReadonlySet<string> {
  return new Set(
    ['data', 'stringData'].flatMap(list => {
      const data = get(node, list);
      return data?.kind === 'mapping' ? data.keys : [];
    }),
  );
}
