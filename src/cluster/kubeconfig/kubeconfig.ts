import { readFile } from 'node:fs/promises';
import { ClusterFailure } from '../failure.ts';
import { type InClusterOptions, inClusterContext } from './inCluster.ts';
import type { KubeconfigFile } from './kubeconfigEntries.ts';
import { type NamedFile, namedFiles } from './kubeconfigFiles.ts';

/** A `cluster` entry; paths are absolute. */
export interface ClusterEntry {
  readonly name: string;
  readonly server: string;
  readonly caData: string | undefined;
  readonly caFile: string | undefined;
  readonly skipTlsVerify: boolean;
  readonly tlsServerName: string | undefined;
  readonly proxyUrl: string | undefined;
  /** What `exec` plugins are told of the cluster by its extension `client.authentication.k8s.io/exec`. */
  readonly execConfig: unknown;
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
  readonly impersonateUid: string | undefined;
  readonly impersonateGroups: readonly string[];
  readonly impersonateExtra: Readonly<Record<string, readonly string[]>>;
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
  /** The file that declares the context; in a pod that of the service account. */
  readonly file: string;
  /** What a reader of its file would not expect: a cluster or user of that name in an earlier file is used. */
  readonly notes: readonly ClusterFailure[];
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
  /** Also those whose name an earlier file has taken. */
  readonly broken: readonly BrokenContext[];
  /** kubectl's current context, which may be missing or broken. */
  readonly currentContext: string | undefined;
  /** Files that could not be read or parsed, and entries that are there twice in one file. */
  readonly failures: readonly ClusterFailure[];
  /** Every file that is one or may become one, present or not: what to watch for changes. */
  readonly files: readonly string[];
  /** Folders whose files are read, present or not: new ones may come. */
  readonly folders: readonly string[];
}

/** Where kubeconfigs are besides the environment's. */
export interface KubeconfigPlaces extends InClusterOptions {
  /** Absolute paths of files, and of folders whose kubeconfigs are read; behind those of the environment. */
  readonly extra?: readonly string[];
}

/**
 * Reads the files of KUBECONFIG, or `~/.kube/config`, and `extra` ones, merged as kubectl does: the first file wins.
 * In a pod its service account is a context too, the current one where no file names another. Never writes; what
 * cannot be read is told in the result.
 */
export async function loadKubeconfig(
  environment: NodeJS.ProcessEnv = process.env,
  places: KubeconfigPlaces = {},
): Promise<Kubeconfig> {
  const { files, folders } = await namedFiles(environment, places.extra ?? []);
  // The parser is not needed before a cluster is.
  const [{ parseKubeconfig }, { mergeContexts }] = await Promise.all([
    import('./kubeconfigEntries.ts'),
    import('./mergeContexts.ts'),
  ]);
  const parsed: KubeconfigFile[] = [];
  const failures: ClusterFailure[] = [];
  const others = new Set<string>();
  for (const { file, certain } of files) {
    try {
      const text = await readText(file);
      const config = text === undefined ? undefined : parseKubeconfig(file, text, certain);
      if (config === undefined) {
        if (!certain) others.add(file);
        continue;
      }
      parsed.push(config);
      failures.push(...config.repeated);
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      failures.push(error);
    }
  }
  const { contexts, broken } = mergeContexts(parsed);
  const pod = await inClusterContext(environment, contexts, places);
  const current = parsed.find(file => file.currentContext !== undefined)?.currentContext;
  return {
    contexts: pod === undefined ? contexts : [...contexts, pod],
    broken,
    currentContext: current ?? pod?.name,
    failures,
    files: files.map(({ file }) => file).filter(file => !others.has(file)),
    folders,
  };
}

/** `undefined` where there is no such file, which kubectl allows too. */
async function readText(file: NamedFile['file']): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (reason === 'ENOENT') return undefined;
    throw new ClusterFailure('kubeconfig.unreadable', { file, reason }, error);
  }
}
