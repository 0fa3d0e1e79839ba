import type { ClusterFailure } from './failure.ts';

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

/** Reads the files of KUBECONFIG, or `~/.kube/config`; never writes. Rejects only on a programming error. */
export declare function loadKubeconfig(environment?: NodeJS.ProcessEnv): Promise<Kubeconfig>;
