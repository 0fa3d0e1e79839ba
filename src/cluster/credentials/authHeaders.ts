import { ClusterFailure } from '../failure.ts';
import type { KubeContext } from '../kubeconfig/kubeconfig.ts';
import type { RequestHeaders } from '../transport/link.ts';
import { basicLogin } from './basicLogin.ts';
import type { Credential } from './credential.ts';

/**
 * The headers that say who asks, and as whom. Secret. As in kubectl a login in the server's URL goes before that of the
 * user entry. Throws `credentials.unsendable` for what no header may hold: HTTP/2 would leave such a one out, and who
 * meant to be somebody with few rights would have their own.
 */
export function authHeaders(context: KubeContext, credential: Credential): RequestHeaders {
  const { cluster, user } = context;
  const { impersonateUser, impersonateUid, impersonateGroups, impersonateExtra } = user;
  const headers: Record<string, string | string[]> = {};
  const bytes = (field: string, text: string) => headerBytes(context.name, field, text);
  const { serverLogin } = cluster;
  const authorization = serverLogin === undefined ? credential.authorization : basicLogin(serverLogin);
  if (authorization !== undefined) headers['authorization'] = bytes('token', authorization);
  if (impersonateUser !== undefined) headers['impersonate-user'] = bytes('as', impersonateUser);
  if (impersonateUid !== undefined) headers['impersonate-uid'] = bytes('as-uid', impersonateUid);
  if (impersonateGroups.length > 0) {
    headers['impersonate-group'] = impersonateGroups.map(group => bytes('as-groups', group));
  }
  for (const [key, values] of Object.entries(impersonateExtra)) {
    if (values.length === 0) continue;
    headers[`impersonate-extra-${escaped(key)}`] = values.map(value => bytes('as-user-extra', value));
  }
  return headers;
}

/** UTF-8, as Go writes it: Node writes one byte for each character. */
function headerBytes(context: string, field: string, text: string): string {
  const bytes = Buffer.from(text).toString('latin1');
  if (unsendable.test(bytes)) throw new ClusterFailure('credentials.unsendable', { context, field });
  return bytes;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unsendable = /[\x00-\x08\x0a-\x1f\x7f]/;

/** Keys such as `example.com/team` hold what no header's name may. */
function escaped(key: string): string {
  return encodeURIComponent(key).replaceAll('(', '%28').replaceAll(')', '%29').toLowerCase();
}
