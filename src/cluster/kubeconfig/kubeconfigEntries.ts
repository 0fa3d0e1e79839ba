import { dirname, resolve, sep } from 'node:path';
import { newClusters, newContexts, newUsers } from '@kubernetes/client-node/dist/config_types.js';
import { load } from 'js-yaml';
import { ClusterFailure } from '../failure.ts';
import { isRecord, type JsonRecord, listAt, recordAt, textOf } from '../json.ts';
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
  /** Entries whose name an earlier one of the file has: kubectl refuses the file, here the first is used. */
  readonly repeated: readonly ClusterFailure[];
}

/**
 * Parses one file; throws `kubeconfig.syntax`. Relative paths in it start at its folder. Where it is not `certain` that
 * this is a kubeconfig, what does not look like one gives `undefined`.
 */
export function parseKubeconfig(file: string, text: string, certain: true): KubeconfigFile;
export function parseKubeconfig(file: string, text: string, certain: boolean): KubeconfigFile | undefined;
export function parseKubeconfig(file: string, text: string, certain: boolean): KubeconfigFile | undefined {
  if (!certain && !looksLikeOne.test(text)) return undefined;
  let config: unknown;
  try {
    config = text.trim() === '' ? {} : load(text);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    // Without its cause, which quotes lines of the file.
    throw new ClusterFailure('kubeconfig.syntax', { file, reason });
  }
  if (!isRecord(config ?? {})) {
    throw new ClusterFailure('kubeconfig.syntax', { file, reason: 'not a mapping' });
  }
  const absolute = (path: unknown) => {
    const relative = textOf(path);
    return relative === undefined ? undefined : resolve(dirname(file), relative);
  };
  const repeated: ClusterFailure[] = [];
  const entries = <T>(list: EntryList, read: (raw: JsonRecord) => T) =>
    entriesByName(config, list, file, read, repeated);
  return {
    file,
    clusters: entries('clusters', raw => clusterEntry(raw, absolute)),
    users: entries('users', raw => userEntry(raw, absolute)),
    contexts: entries('contexts', contextEntry),
    currentContext: isRecord(config) ? textOf(config['current-context']) : undefined,
    repeated,
  };
}

/** Any of the keys that make a file a kubeconfig, in YAML or JSON. */
const looksLikeOne = /^[\s{,]*["']?(clusters|contexts|users|current-context)["']?\s*:/m;

const kinds = { clusters: 'cluster', users: 'user', contexts: 'context' } as const;
type EntryList = keyof typeof kinds;

/** Entries by name, the first of a name winning; what the reader throws becomes the entry's failure. */
function entriesByName<T>(
  config: unknown,
  list: EntryList,
  file: string,
  read: (raw: JsonRecord) => T,
  repeated: ClusterFailure[],
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
    } else {
      repeated.push(new ClusterFailure('kubeconfig.repeated', { file, kind: kinds[list], name }));
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
    return new ClusterFailure('kubeconfig.incomplete', { file, entry, field });
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
    execConfig: execExtension(raw),
  };
}

/** KEP-541: what the cluster has for plugins that ask for it. */
function execExtension(raw: JsonRecord): unknown {
  const named = listAt(recordAt(raw, 'cluster'), 'extensions').find(
    each => isRecord(each) && each['name'] === 'client.authentication.k8s.io/exec',
  );
  return isRecord(named) ? named['extension'] : undefined;
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
    impersonateUid: textOf(fields['as-uid']),
    impersonateGroups: listAt(fields, 'as-groups').map(String),
    impersonateExtra: Object.fromEntries(
      Object.entries(recordAt(fields, 'as-user-extra')).map(([key, values]) => [
        key,
        Array.isArray(values) ? values.map(String) : [],
      ]),
    ),
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
    command: command.includes(sep) ? (absolute(command) ?? command) : command,
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
