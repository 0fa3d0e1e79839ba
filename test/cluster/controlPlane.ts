import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiAnswer, type ApiClient, type ApiRequest, apiClient } from './apiRequest.ts';
import { type AuditEvent, readAuditLog } from './audit.ts';
import { buildControlPlane } from './build.ts';
import { forgetFolder, removeFolderAtExit } from './childProcess.ts';
import type { ControlPlaneOptions } from './controlPlaneOptions.ts';
import type { User } from './credentials.ts';
import { freePorts } from './freePorts.ts';
import { type KubectlOptions, type KubectlResult, kubectlResult, spawnKubectl } from './kubectl.ts';
import { auditLogFile, kubeconfigFile, type Layout } from './partArguments.ts';
import { type Parts, startParts } from './parts.ts';

/** A real Kubernetes control plane on 127.0.0.1; whoever started it stops it. */
export interface ControlPlane {
  /** `https://127.0.0.1:PORT`. */
  readonly url: string;
  /** Its own temporary folder: data, certificates, logs (`PART.log`); removed by `stop`. */
  readonly folder: string;
  /** The program with every part in it (`PROGRAM kubectl …`). */
  readonly program: string;
  readonly versions: { readonly kubernetes: string; readonly etcd: string; readonly kwok: string };
  /** Files, one a user; each with one context. */
  readonly kubeconfigs: Readonly<Record<User, string>>;
  /** PEM of the API server's own authority. */
  readonly certificate: string;
  /** Bearer tokens. */
  readonly tokens: Readonly<Record<User, string>>;
  /** The path of the audit log, JSON lines; there is no such file where `audit` is off. */
  readonly auditLog: string;
  /** The requests of everyone but the control plane itself, see `readAuditLog`. */
  auditEvents(): Promise<AuditEvent[]>;
  /** One plain request; a status of 400 and more is an answer, not an error. */
  api(what: ApiRequest, user?: User): Promise<ApiAnswer>;
  /** Runs the kubectl of the same version to its end. */
  kubectl(args: readonly string[], options?: KubectlOptions): Promise<KubectlResult>;
  /** Starts a kubectl that lasts, like port-forward or a watch; the caller ends it. */
  spawnKubectl(args: readonly string[], user?: User): ChildProcess;
  /** The ids of the processes that run now, by part. */
  pids(): Readonly<Record<string, number>>;
  /** Kills the API server, or lets it close its connections first where `graceful`; etcd keeps the data. */
  stopApiServer(options?: { readonly graceful?: boolean }): Promise<void>;
  /** Starts it again on the same port with the same data and certificate; resolves when it is ready. */
  startApiServer(): Promise<void>;
  /** Ends every process and removes the folder. Calling it twice is fine. */
  stop(): Promise<void>;
}

/**
 * Starts etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kwok, built before where they never were.
 * Resolves when the API server is ready, service accounts are made and the kubelet answers. Many can run at once.
 * Ends with this process at the latest. Where a part dies meanwhile the error names it and shows the end of its log.
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const program = await buildControlPlane();
  for (let attempt = 1; ; attempt++) {
    const folder = await mkdtemp(join(tmpdir(), 'kubewright-cluster-'));
    removeFolderAtExit(folder);
    const [etcdPort = 0, etcdPeerPort = 0, apiPort = 0, kubeletPort = 0] = await freePorts(4);
    const layout: Layout = { program, folder, etcdPort, etcdPeerPort, apiPort, kubeletPort };
    try {
      return controlPlane(layout, await startParts(layout, options));
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      forgetFolder(folder);
      const taken = error instanceof Error && error.message.includes('address already in use');
      if (!taken || attempt === 3) throw error;
    }
  }
}

function controlPlane(layout: Layout, parts: Parts): ControlPlane {
  const { folder, program } = layout;
  const url = `https://127.0.0.1:${layout.apiPort}`;
  const client: ApiClient = apiClient(url, parts.certificate);
  const kubeconfig = (user: User) => kubeconfigFile(layout, user);
  const kubectl = (args: readonly string[], user: User = 'admin') =>
    spawnKubectl(program, kubeconfig(user), folder, args);
  const auditLog = auditLogFile(layout);
  return {
    url,
    folder,
    program,
    versions: parts.versions,
    kubeconfigs: {
      admin: kubeconfig('admin'),
      namespaced: kubeconfig('namespaced'),
      nobody: kubeconfig('nobody'),
    },
    certificate: parts.certificate,
    tokens: parts.tokens,
    auditLog,
    auditEvents: () => readAuditLog(auditLog),
    api: (what, user = 'admin') => client.send(parts.tokens[user], what),
    kubectl: (args, kubectlOptions = {}) => {
      const files = kubectlOptions.kubeconfig ?? kubeconfig(kubectlOptions.user ?? 'admin');
      return kubectlResult(spawnKubectl(program, files, folder, args), kubectlOptions);
    },
    spawnKubectl: kubectl,
    pids: parts.pids,
    stopApiServer: stopOptions => parts.stopApiServer(stopOptions?.graceful !== true),
    startApiServer: parts.startApiServer,
    stop: async () => {
      client.close();
      await parts.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
      forgetFolder(folder);
    },
  };
}
