import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { apiClient } from './apiRequest.ts';
import { writeAuditPolicy } from './audit.ts';
import { grantRights, installKwokKinds, teamNamespace } from './bootstrapObjects.ts';
import { type Part, startPart } from './childProcess.ts';
import type { ControlPlaneOptions } from './controlPlaneOptions.ts';
import {
  type Identity,
  userName,
  writeKubeconfig,
  writeServiceAccountKey,
  writeTokens,
} from './credentials.ts';
import {
  apiServerArguments,
  auditPolicyFile,
  certificateFile,
  controllerManagerArguments,
  etcdArguments,
  kubeconfigFile,
  kwokArguments,
  type Layout,
  schedulerArguments,
  serviceAccountKeyFile,
  stagesFile,
} from './partArguments.ts';
import { until } from './until.ts';

/** The running programs of one control plane. */
export interface Parts {
  readonly certificate: string;
  readonly tokens: Readonly<Record<Identity, string>>;
  readonly versions: { readonly kubernetes: string; readonly etcd: string; readonly kwok: string };
  pids(): Record<string, number>;
  stopApiServer(abrupt: boolean): Promise<void>;
  startApiServer(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts them in the folder of the layout and waits until they work; leaves none behind where that fails. */
export async function startParts(layout: Layout, options: ControlPlaneOptions): Promise<Parts> {
  const { running, start, stop, started } = registry(layout.folder);
  const tokens = await writeTokens(layout.folder);
  const startApiServer = async () => {
    if (running.has('kube-apiserver')) return;
    const flags = apiServerArguments(layout, options.audit ?? true, options.apiServerArgs ?? []);
    const part = start('kube-apiserver', flags);
    await Promise.race([apiServerReady(layout, tokens.admin), part.failure]);
  };
  try {
    await Promise.all([
      writeServiceAccountKey(serviceAccountKeyFile(layout)),
      writeAuditPolicy(auditPolicyFile(layout)),
    ]);
    const etcd = start('etcd', etcdArguments(layout));
    await Promise.race([startApiServer(), etcd.failure]);
    const certificate = await readFile(certificateFile(layout), 'utf8');
    await writeKubeconfigs(layout, options.name ?? 'kubewright-test', certificate, tokens);
    await startControllers(layout, options, start, certificate, tokens);
    const versions = await readVersions(layout, certificate, tokens.admin);
    started();
    return {
      certificate,
      tokens,
      versions,
      pids: () => Object.fromEntries([...running.values()].map(part => [part.name, part.pid])),
      stopApiServer: async abrupt => {
        const part = running.get('kube-apiserver');
        running.delete('kube-apiserver');
        await part?.stop(abrupt);
      },
      startApiServer,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What runs, by name. A part that dies before `started` is its starter's to report, later it says so itself. */
function registry(folder: string) {
  const running = new Map<string, Part>();
  let starting = true;
  return {
    running,
    start: (name: string, argv: readonly string[]): Part => {
      const part = startPart(name, argv, join(folder, `${name}.log`));
      running.set(name, part);
      part.failure.catch((error: Error) => {
        running.delete(name);
        if (!starting) console.error(error.message);
      });
      return part;
    },
    started: () => {
      starting = false;
    },
    stop: async () => {
      await Promise.all([...running.values()].map(part => part.stop(true)));
      running.clear();
    },
  };
}

/** The parts that are clients of the API server, and the objects that tests rely on. */
async function startControllers(
  layout: Layout,
  options: ControlPlaneOptions,
  start: (name: string, argv: readonly string[]) => Part,
  certificate: string,
  tokens: Record<Identity, string>,
): Promise<void> {
  const client = apiClient(`https://127.0.0.1:${layout.apiPort}`, certificate);
  const send = client.send.bind(client, tokens.admin);
  const failures = [
    start('kube-controller-manager', controllerManagerArguments(layout)).failure,
    start('kube-scheduler', schedulerArguments(layout)).failure,
  ];
  const kubelet = async () => {
    if (options.kwok === false) return;
    const { stdout } = await promisify(execFile)(layout.program, ['kwok-stages']);
    const crashLoop = await readFile(new URL('stages/crash-loop.yaml', import.meta.url), 'utf8');
    await writeFile(stagesFile(layout), `${stdout}\n---\n${crashLoop}`);
    await installKwokKinds(layout.program, send);
    const kwok = start('kwok', kwokArguments(layout));
    await Promise.race([kubeletReady(layout), kwok.failure]);
  };
  const serviceAccounts = async () => {
    await grantRights(send);
    for (const namespace of ['default', teamNamespace]) {
      const path = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
      // Without it no pod is admitted.
      await until('the default service account', async () => (await send({ path })).status === 200);
    }
  };
  try {
    await Promise.race([Promise.all([kubelet(), serviceAccounts()]), ...failures]);
  } finally {
    client.close();
  }
}

async function writeKubeconfigs(
  layout: Layout,
  name: string,
  certificate: string,
  tokens: Record<Identity, string>,
): Promise<void> {
  const url = `https://127.0.0.1:${layout.apiPort}`;
  for (const [identity, token] of Object.entries(tokens) as [Identity, string][]) {
    await writeKubeconfig(kubeconfigFile(layout, identity), {
      name: identity === 'namespaced' || identity === 'nobody' ? `${name}-${identity}` : name,
      url,
      certificate,
      user: userName(identity),
      token,
      ...(identity === 'namespaced' ? { namespace: teamNamespace } : {}),
    });
  }
}

/** The certificate is there only after the first start, and nothing listens before. */
function apiServerReady(layout: Layout, token: string): Promise<true> {
  return until(
    'the API server to be ready',
    async () => {
      const certificate = await readFile(certificateFile(layout), 'utf8');
      const client = apiClient(`https://127.0.0.1:${layout.apiPort}`, certificate);
      try {
        return (await client.send(token, { path: '/readyz' })).status === 200 || undefined;
      } finally {
        client.close();
      }
    },
    { timeout: 60_000 },
  );
}

function kubeletReady(layout: Layout): Promise<true> {
  return until(
    'the kubelet to answer',
    () =>
      new Promise<true | undefined>((resolve, reject) => {
        const options = { port: layout.kubeletPort, host: '127.0.0.1', path: '/healthz' };
        request({ ...options, rejectUnauthorized: false }, response => {
          response.resume();
          resolve(response.statusCode === 200 || undefined);
        })
          .on('error', reject)
          .end();
      }),
  );
}

async function readVersions(layout: Layout, certificate: string, token: string): Promise<Parts['versions']> {
  const client = apiClient(`https://127.0.0.1:${layout.apiPort}`, certificate);
  const server = await client.send(token, { path: '/version' }).finally(() => client.close());
  const etcd = await new Promise<{ etcdserver: string }>((resolve, reject) => {
    get(`http://127.0.0.1:${layout.etcdPort}/version`, response => {
      json(response).then(answer => resolve(answer as { etcdserver: string }), reject);
    }).on('error', reject);
  });
  const goMod = await readFile(new URL('controlplane/go.mod', import.meta.url), 'utf8');
  return {
    kubernetes: server.json<{ gitVersion: string }>().gitVersion,
    etcd: `v${etcd.etcdserver}`,
    kwok: /sigs\.k8s\.io\/kwok (v\S+)/.exec(goMod)?.[1] ?? 'unknown',
  };
}
