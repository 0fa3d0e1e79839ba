import type { KubeContext } from '../kubeconfig/kubeconfig.ts';
import type { RequestHeaders } from '../transport/link.ts';
import type { Credential } from './credentials.ts';

/** The headers that say who asks, and as whom. Secret. */
export function authHeaders({ user }: KubeContext, credential: Credential): RequestHeaders {
  const { impersonateUser, impersonateUid, impersonateGroups, impersonateExtra } = user;
  const headers: Record<string, string | string[]> = {};
  if (credential.authorization !== undefined) headers['authorization'] = credential.authorization;
  if (impersonateUser !== undefined) headers['impersonate-user'] = impersonateUser;
  if (impersonateUid !== undefined) headers['impersonate-uid'] = impersonateUid;
  if (impersonateGroups.length > 0) headers['impersonate-group'] = [...impersonateGroups];
  for (const [key, values] of Object.entries(impersonateExtra)) {
    if (values.length > 0) headers[`impersonate-extra-${escaped(key)}`] = [...values];
  }
  return headers;
}

/** Keys such as `example.com/team` hold what no header's name may. */
function escaped(key: string): string {
  return encodeURIComponent(key).replaceAll('(', '%28').replaceAll(')', '%29').toLowerCase();
}
