import { isDeepStrictEqual } from 'node:util';
import { ClusterFailure } from '../failure.ts';
import type { BrokenContext, ClusterEntry, KubeContext, Kubeconfig, UserEntry } from './kubeconfig.ts';
import type { ContextEntry, KubeconfigFile } from './kubeconfigEntries.ts';
import { isEncrypted } from './serverUrl.ts';

/**
 * The contexts of several files as kubectl merges them: of two entries with one name the first file's is used whole,
 * wherever it is named. What that leaves unused is told, unless it says the same.
 */
export function mergeContexts(files: readonly KubeconfigFile[]): Pick<Kubeconfig, 'contexts' | 'broken'> {
  const contexts: KubeContext[] = [];
  const broken: BrokenContext[] = [];
  const seen = new Map<string, { readonly file: string; readonly entry: ContextEntry | ClusterFailure }>();
  for (const { file, contexts: entries } of files) {
    for (const [name, entry] of entries) {
      const first = seen.get(name);
      if (first !== undefined) {
        if (isCopy(first.entry, entry, file, files)) continue;
        const params = { file, kind: 'context', name, first: first.file } as const;
        broken.push({ name, failure: new ClusterFailure('kubeconfig.shadowed', params), file });
        continue;
      }
      seen.set(name, { file, entry });
      const context = entry instanceof ClusterFailure ? entry : resolveContext(entry, file, files);
      if (context instanceof ClusterFailure) broken.push({ name, failure: context, file });
      else contexts.push(context);
    }
  }
  return { contexts, broken };
}

/** Whether an entry says what the one that took its name says, in what it names as well. */
function isCopy(
  first: ContextEntry | ClusterFailure,
  entry: ContextEntry | ClusterFailure,
  file: string,
  files: readonly KubeconfigFile[],
): boolean {
  if (!isDeepStrictEqual(first, entry)) return false;
  return entry instanceof ClusterFailure || notesOf(entry, file, files).length === 0;
}

function resolveContext(
  entry: ContextEntry,
  file: string,
  files: readonly KubeconfigFile[],
): KubeContext | ClusterFailure {
  const cluster = first(files, each => each.clusters.get(entry.cluster));
  if (cluster === undefined) {
    return new ClusterFailure('kubeconfig.unknown-cluster', { context: entry.name, cluster: entry.cluster });
  }
  if (cluster instanceof ClusterFailure) return cluster;
  if (!/^https?:$/.test(URL.parse(cluster.server)?.protocol ?? '')) {
    return new ClusterFailure('kubeconfig.invalid-server', { context: entry.name, server: cluster.server });
  }
  // A context without a user is anonymous, as in kubectl.
  const user = entry.user === '' ? anonymous : first(files, each => each.users.get(entry.user));
  if (user === undefined) {
    return new ClusterFailure('kubeconfig.unknown-user', { context: entry.name, user: entry.user });
  }
  if (user instanceof ClusterFailure) return user;
  const namespace = entry.namespace ?? 'default';
  const userFile = files.find(each => each.users.has(entry.user))?.file;
  const notes = [...notesOf(entry, file, files), ...unshownLogin(entry.name, cluster, user)];
  const context: KubeContext = { name: entry.name, namespace, cluster, user, file, notes };
  return entry.user === '' || userFile === undefined ? context : { ...context, userFile };
}

/** A context that gets a cluster or user of another file though its own has one of that name. */
function notesOf(entry: ContextEntry, file: string, files: readonly KubeconfigFile[]): ClusterFailure[] {
  const own = files.find(each => each.file === file);
  const notes: ClusterFailure[] = [];
  for (const [kind, list, name] of [
    ['cluster', 'clusters', entry.cluster],
    ['user', 'users', entry.user],
  ] as const) {
    const used = files.find(each => each[list].has(name));
    if (own === undefined || used === undefined || used === own || !own[list].has(name)) continue;
    if (isDeepStrictEqual(used[list].get(name), own[list].get(name))) continue;
    notes.push(new ClusterFailure('kubeconfig.shadowed', { file, kind, name, first: used.file }));
  }
  return notes;
}

/** A user who could log in, but to a server that anybody on the way can be. */
function unshownLogin(context: string, { server }: ClusterEntry, user: UserEntry): ClusterFailure[] {
  if (isEncrypted(server) || !hasLogin(user)) return [];
  return [new ClusterFailure('credentials.unencrypted', { context, server })];
}

/** Whether the entry says how to prove who we are; impersonation alone proves nothing. */
export function hasLogin(user: UserEntry): boolean {
  const { certData, certFile, token, tokenFile, username, exec, authProvider } = user;
  return (certData ?? certFile ?? token ?? tokenFile ?? username ?? exec ?? authProvider) !== undefined;
}

function first<T extends ClusterEntry | UserEntry | ClusterFailure>(
  files: readonly KubeconfigFile[],
  find: (file: KubeconfigFile) => T | undefined,
): T | undefined {
  for (const file of files) {
    const found = find(file);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A user who shows nothing. */
export const anonymous: UserEntry = {
  name: '',
  certData: undefined,
  certFile: undefined,
  keyData: undefined,
  keyFile: undefined,
  token: undefined,
  tokenFile: undefined,
  username: undefined,
  password: undefined,
  impersonateUser: undefined,
  impersonateUid: undefined,
  impersonateGroups: [],
  impersonateExtra: {},
  exec: undefined,
  authProvider: undefined,
};
