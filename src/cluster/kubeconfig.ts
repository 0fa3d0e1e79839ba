import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ClusterFailure } from './failure.ts';
import type { ContextEntry, KubeconfigFile } from './kubeconfigEntries.ts';

/** A `cluster` entry; paths are absolute. */
export interface ClusterEntry {
  readonly name: string;
  readonly server: string;
  readonly caData: string | undefined;
  readonly caFile: string | undefined;
  readonly skipTlsVerify: boolean;
  readonly tlsServerName: string | undefined;
  readonly proxyUrl: string | undefined;
}

/** An `exec` plugin as the user entry declares it. */
export interface ExecEntry {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly installHint: string;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode: string | undefined;
}

/** A `user` entry; paths are absolute. Holds secrets: never shown, logged or put into an error. */
export interface UserEntry {
  readonly name: string;
  readonly certData: string | undefined;
  readonly certFile: string | undefined;
  readonly keyData: string | undefined;
  readonly keyFile: string | undefined;
  readonly token: string | undefined;
  readonly tokenFile: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly impersonateUser: string | undefined;
  readonly exec: ExecEntry | undefined;
  readonly authProvider:
    | { readonly name: string; readonly config: Readonly<Record<string, string>> }
    | undefined;
}

/** A context that can be connected to. */
export interface KubeContext {
  readonly name: string;
  /** `default` where the context names none. */
  readonly namespace: string;
  readonly cluster: ClusterEntry;
  readonly user: UserEntry;
  /** The file that declares the context. */
  readonly file: string;
}

/** A context that cannot, and why; it is shown with its failure instead of being left out. */
export interface BrokenContext {
  readonly name: string;
  readonly failure: ClusterFailure;
  readonly file: string;
}

/** The merged view of all files; a broken file or entry leaves the rest usable. */
export interface Kubeconfig {
  /** In the order of the files; of two contexts with one name the first wins, as in kubectl. */
  readonly contexts: readonly KubeContext[];
  readonly broken: readonly BrokenContext[];
  /** kubectl's current context, which may be missing or broken; never written. */
  readonly currentContext: string | undefined;
  /** Files that could not be read or parsed. */
  readonly failures: readonly ClusterFailure[];
  /** Every file that was looked at, present or not: what to watch for changes. */
  readonly files: readonly string[];
}

/**
 * Reads the files of KUBECONFIG, or `~/.kube/config`, merged as kubectl does: the first file wins.
 * Never writes; what cannot be read is told in the result.
 */
export async function loadKubeconfig(environment: NodeJS.ProcessEnv = process.env): Promise<Kubeconfig> {
  const listed = (environment['KUBECONFIG'] ?? '').split(delimiter).filter(file => file !== '');
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  const files = listed.length > 0 ? [...new Set(listed)] : [join(home, '.kube', 'config')];
  // The parser is not needed before a cluster is.
  const { parseKubeconfig } = await import('./kubeconfigEntries.ts');
  const parsed: KubeconfigFile[] = [];
  const failures: ClusterFailure[] = [];
  for (const file of files) {
    try {
      const text = await readText(file);
      if (text !== undefined) parsed.push(parseKubeconfig(file, text));
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      failures.push(error);
    }
  }
  return {
    ...mergeContexts(parsed),
    currentContext: parsed.find(file => file.currentContext !== undefined)?.currentContext,
    failures,
    files,
  };
}

/** `undefined` where there is no such file, which kubectl allows too. */
async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (reason === 'ENOENT') return undefined;
    throw new ClusterFailure('kubeconfig.unreadable', { file, reason }, error);
  }
}

function mergeContexts(files: readonly KubeconfigFile[]): Pick<Kubeconfig, 'contexts' | 'broken'> {
  const contexts: KubeContext[] = [];
  const broken: BrokenContext[] = [];
  const seen = new Set<string>();
  for (const { file, contexts: entries } of files) {
    for (const [name, entry] of entries) {
      if (seen.has(name)) continue;
      seen.add(name);
      const context = entry instanceof ClusterFailure ? entry : resolveContext(entry, file, files);
      if (context instanceof ClusterFailure) broken.push({ name, failure: context, file });
      else contexts.push(context);
    }
  }
  return { contexts, broken };
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
  return { name: entry.name, namespace: entry.namespace ?? 'default', cluster, user, file };
}

function first<T>(
  files: readonly KubeconfigFile[],
  find: (file: KubeconfigFile) => T | undefined,
): T | undefined {
  for (const file of files) {
    const found = find(file);
    if (found !== undefined) return found;
  }
  return undefined;
}

const anonymous: UserEntry = {
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
  exec: undefined,
  authProvider: undefined,
};
