import type { ClusterFailure } from '../failure.ts';

/** A `cluster` entry; paths are absolute. */
export interface ClusterEntry {
  readonly name: string;
  /** May be shown: what stands before its `@` in the file is `serverLogin`. */
  readonly server: string;
  /** `user:password` of the server's URL. Secret. */
  readonly serverLogin: string | undefined;
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
  readonly interactiveMode: string;
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
  /** The file that declares its user; absent where none does. */
  readonly userFile?: string;
  /**
   * What a reader of its file would not expect: a cluster or user of that name in an earlier file is used, a login is
   * not shown.
   */
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
  /**
   * Files that could not be read or parsed, entries that are there twice in one file, and what else kubectl refuses
   * a file for, where no broken context tells it.
   */
  readonly failures: readonly ClusterFailure[];
  /** Every file that is one or may become one, present or not: what to watch for changes. */
  readonly files: readonly string[];
  /** Folders whose files are read, present or not: new ones may come. */
  readonly folders: readonly string[];
}
