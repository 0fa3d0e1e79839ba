import { dirname, resolve } from 'node:path';
import { newClusters, newContexts, newUsers } from '@kubernetes/client-node/dist/config_types.js';
import { load } from 'js-yaml';
import { ClusterFailure } from './failure.ts';
import { isRecord, type JsonRecord, listAt, recordAt, textOf } from './json.ts';
import type { ClusterEntry, ExecEntry, UserEntry } from './kubeconfig.ts';

/** A `context` entry before its cluster and user are looked up. */
export interface ContextEntry {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string | undefined;
}

/** What one kubeconfig file declares. An entry that lacks something is its failure, by name. */
export interface KubeconfigFile {
  readonly file: string;
  readonly clusters: ReadonlyMap<string, ClusterEntry | ClusterFailure>;
  readonly users: ReadonlyMap<string, UserEntry | ClusterFailure>;
  readonly contexts: ReadonlyMap<string, ContextEntry | ClusterFailure>;
  readonly currentContext: string | undefined;
}

/** Parses one file; throws `kubeconfig.syntax`. Relative paths in it start at its folder. */
export function parseKubeconfig(file: string, text: string): KubeconfigFile {
  let config: unknown;
  try {
    config = text.trim() === '' ? {} : load(text);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new ClusterFailure('kubeconfig.syntax', { file, reason }, error);
  }
  if (!isRecord(config ?? {})) {
    throw new ClusterFailure('kubeconfig.syntax', { file, reason: 'not a mapping' });
  }
  const absolute = (path: unknown) => {
    const relative = textOf(path);
    return relative === undefined ? undefined : resolve(dirname(file), relative);
  };
  return {
    file,
    clusters: entries(config, 'clusters', file, raw => clusterEntry(raw, absolute)),
    users: entries(config, 'users', file, raw => userEntry(raw, absolute)),
    contexts: entries(config, 'contexts', file, contextEntry),
    currentContext: isRecord(config) ? textOf(config['current-context']) : undefined,
  };
}

/** Entries by name, the first of a name winning; what the reader throws becomes the entry's failure. */
function entries<T>(
  config: unknown,
  list: string,
  file: string,
  read: (raw: JsonRecord) => T,
): Map<string, T | ClusterFailure> {
  const result = new Map<string, T | ClusterFailure>();
  for (const [index, raw] of listAt(config, list).entries()) {
    const name = isRecord(raw) ? textOf(raw['name']) : undefined;
    const entry = `${list}[${index}]`;
    if (!isRecord(raw) || name === undefined) {
      result.set(entry, new ClusterFailure('kubeconfig.incomplete', { file, entry, field: 'name' }));
    } else if (!result.has(name)) {
      result.set(
        name,
        attempt(file, name, () => read(raw)),
      );
    }
  }
  return result;
}

function attempt<T>(file: string, entry: string, read: () => T): T | ClusterFailure {
  try {
    return read();
  } catch (error) {
    // client-node names the path: `clusters[0].cluster.server is missing`.
    const field = error instanceof Error ? error.message.replace(/^\w+\[0\]\.| is missing$/g, '') : '';
    return new ClusterFailure('kubeconfig.incomplete', { file, entry, field }, error);
  }
}

type Absolute = (path: unknown) => string | undefined;

function clusterEntry(raw: JsonRecord, absolute: Absolute): ClusterEntry {
  const [cluster] = newClusters([raw]);
  if (cluster === undefined) throw new Error('cluster is missing');
  return {
    name: cluster.name,
    server: cluster.server,
    caData: textOf(cluster.caData),
    caFile: absolute(cluster.caFile),
    skipTlsVerify: cluster.skipTLSVerify,
    tlsServerName: textOf(cluster.tlsServerName),
    proxyUrl: textOf(cluster.proxyUrl),
  };
}

function userEntry(raw: JsonRecord, absolute: Absolute): UserEntry {
  const fields = recordAt(raw, 'user');
  // client-node reads a field `token-file` that Kubernetes does not know, and not `tokenFile`, which it does.
  const { 'token-file': _, ...known } = fields;
  const [user] = newUsers([{ ...raw, user: known }]);
  if (user === undefined) throw new Error('user is missing');
  const provider = recordAt(fields, 'auth-provider');
  const providerName = textOf(provider['name']);
  return {
    name: user.name,
    certData: textOf(user.certData),
    certFile: absolute(user.certFile),
    keyData: textOf(user.keyData),
    keyFile: absolute(user.keyFile),
    token: textOf(user.token),
    tokenFile: absolute(fields['tokenFile']),
    username: textOf(user.username),
    password: textOf(user.password),
    impersonateUser: textOf(user.impersonateUser),
    exec: isRecord(user.exec) ? execEntry(user.exec, absolute) : undefined,
    authProvider:
      providerName === undefined
        ? undefined
        : { name: providerName, config: texts(recordAt(provider, 'config')) },
  };
}

function execEntry(raw: JsonRecord, absolute: Absolute): ExecEntry {
  const command = textOf(raw['command']);
  if (command === undefined) throw new Error('user.exec.command is missing');
  return {
    apiVersion: textOf(raw['apiVersion']) ?? '',
    // As client-go: a path is relative to the file, a bare name is looked up in PATH.
    command: command.includes('/') ? (absolute(command) ?? command) : command,
    args: listAt(raw, 'args').map(String),
    env: Object.fromEntries(
      listAt(raw, 'env').flatMap(pair =>
        isRecord(pair) ? [[String(pair['name']), String(pair['value'] ?? '')] as const] : [],
      ),
    ),
    installHint: textOf(raw['installHint']) ?? '',
    provideClusterInfo: raw['provideClusterInfo'] === true,
    interactiveMode: textOf(raw['interactiveMode']),
  };
}

function contextEntry(raw: JsonRecord): ContextEntry {
  const [context] = newContexts([raw]);
  if (context === undefined) throw new Error('context is missing');
  return {
    name: context.name,
    cluster: context.cluster,
    user: context.user ?? '',
    namespace: textOf(context.namespace),
  };
}

function texts(record: JsonRecord): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}
