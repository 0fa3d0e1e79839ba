import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ApiAnswer, ApiRequest } from './apiRequest.ts';
import { until } from './until.ts';

type Send = (what: ApiRequest) => Promise<ApiAnswer>;

/** The one namespace in which the user `namespaced` may do everything. */
export const teamNamespace = 'team-a';

/** Makes the namespace `team-a` and gives it to the user `namespaced`. */
export async function grantRights(send: Send): Promise<void> {
  const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${teamNamespace}`;
  const meta = { name: 'everything', namespace: teamNamespace };
  await applyAt(send, `/api/v1/namespaces/${teamNamespace}`, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: teamNamespace },
  });
  await applyAt(send, `${rbac}/roles/everything`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: meta,
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  });
  await applyAt(send, `${rbac}/rolebindings/everything`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: meta,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'everything' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'namespaced' }],
  });
}

/**
 * Installs kwok's kinds and waits until the API server lists them from its cache: a kwok that asks earlier asks again
 * only a second later, and rules made meanwhile count for nothing.
 */
export async function installKwokKinds(program: string, send: Send): Promise<void> {
  const { stdout } = await promisify(execFile)(program, ['kwok-crds'], { maxBuffer: 16 << 20 });
  const documents = stdout.split(/^---$/m).filter(document => document.trim() !== '');
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const names = documents.map(document => /^ {2}name: (\S+)$/m.exec(document)?.[1] ?? '');
  await Promise.all(documents.map((document, index) => applyAt(send, `${path}/${names[index]}`, document)));
  await until('kwok kinds to be served', async () => {
    const answers = await Promise.all(
      names.map(name =>
        send({ path: `/apis/kwok.x-k8s.io/v1alpha1/${name.split('.')[0]}?resourceVersion=0` }),
      ),
    );
    return answers.every(answer => answer.status === 200);
  });
}

/** Server-side apply of one object at its own address; fails with the server's message. */
export async function applyAt(send: Send, path: string, object: unknown): Promise<ApiAnswer> {
  const answer = await send({
    method: 'PATCH',
    path: `${path}?fieldManager=kubewright-test&force=true`,
    body: object,
    contentType: 'application/apply-patch+yaml',
  });
  if (answer.status >= 300) throw new Error(`PATCH ${path}: ${answer.status} ${answer.text}`);
  return answer;
}
