import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Who tests are: everything, everything in the namespace `team-a` only, or authenticated without a right. */
export type User = 'admin' | 'namespaced' | 'nobody';

/** Those above and the control plane's own programs. */
export type Identity = User | 'kube-controller-manager' | 'kube-scheduler' | 'kwok';

export const users: readonly User[] = ['admin', 'namespaced', 'nobody'];
const programs: readonly Identity[] = ['kube-controller-manager', 'kube-scheduler', 'kwok'];

/** The name that RBAC and the audit log know. */
export function userName(identity: Identity): string {
  return identity.startsWith('kube-') ? `system:${identity}` : identity;
}

/** A token each, written to `folder/tokens.csv` for the API server's --token-auth-file. */
export async function writeTokens(folder: string): Promise<Record<Identity, string>> {
  const tokens = {} as Record<Identity, string>;
  const lines: string[] = [];
  for (const identity of [...users, ...programs]) {
    tokens[identity] = randomBytes(24).toString('base64url');
    const group = identity === 'namespaced' || identity === 'nobody' ? '' : ',"system:masters"';
    lines.push(`${tokens[identity]},${userName(identity)},${identity}${group}`);
  }
  await writeFile(join(folder, 'tokens.csv'), `${lines.join('\n')}\n`, { mode: 0o600 });
  return tokens;
}

/** The key that signs service account tokens. */
export async function writeServiceAccountKey(file: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFile(file, privateKey.export({ type: 'sec1', format: 'pem' }), { mode: 0o600 });
}

/** What a kubeconfig of one context is made of. */
export interface KubeconfigParts {
  readonly name: string;
  readonly url: string;
  readonly certificate: string;
  readonly user: string;
  readonly token: string;
  readonly namespace?: string;
}

/** Written as JSON, which is YAML too. */
export async function writeKubeconfig(file: string, parts: KubeconfigParts): Promise<void> {
  const { name, url, certificate, user, token, namespace } = parts;
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [
      {
        name,
        cluster: { server: url, 'certificate-authority-data': Buffer.from(certificate).toString('base64') },
      },
    ],
    users: [{ name: `${name}-${user}`, user: { token } }],
    contexts: [
      { name, context: { cluster: name, user: `${name}-${user}`, ...(namespace ? { namespace } : {}) } },
    ],
  };
  await writeFile(file, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
}
