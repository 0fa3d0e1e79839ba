/**
 * What can go wrong outside, each code with the parameters of its message. The texts are in
 * `messages/en/cluster.ts` and `messages/ko/cluster.ts`. No parameter ever holds a credential.
 */
export interface ClusterFailures {
  'kubeconfig.unreadable': { readonly file: string; readonly reason: string };
  /** `EEXIST`: its lock is there, so that somebody else writes it or was killed while writing. */
  'kubeconfig.unwritable': { readonly file: string; readonly reason: string };
  /** `reason` is the kind of the mistake and its place, and quotes nothing of the file. */
  'kubeconfig.syntax': { readonly file: string; readonly reason: string };
  /** An entry of a kubeconfig that lacks what it needs, such as a context without a cluster. */
  'kubeconfig.incomplete': { readonly file: string; readonly entry: string; readonly field: string };
  /** A field that is not what it must be, so that kubectl refuses the file; `entry` is empty outside of entries. */
  'kubeconfig.wrong-type': {
    readonly file: string;
    readonly entry: string;
    readonly field: string;
    readonly expected: ExpectedValue;
  };
  /** Two fields of an entry of which kubectl allows one. */
  'kubeconfig.conflicting': {
    readonly file: string;
    readonly entry: string;
    readonly field: string;
    readonly other: string;
  };
  /** Two entries of one name in one file: kubectl refuses the file, the first is used here. */
  'kubeconfig.repeated': { readonly file: string; readonly kind: EntryKind; readonly name: string };
  /** An entry that is not used, since the file `first` has another of that name. */
  'kubeconfig.shadowed': {
    readonly file: string;
    readonly kind: EntryKind;
    readonly name: string;
    readonly first: string;
  };
  /** The server is an `http:` one, to which kubectl shows no token, password or certificate. */
  'credentials.unencrypted': { readonly context: string; readonly server: string };
  'kubeconfig.unknown-context': { readonly context: string };
  'kubeconfig.unknown-cluster': { readonly context: string; readonly cluster: string };
  'kubeconfig.unknown-user': { readonly context: string; readonly user: string };
  'kubeconfig.invalid-server': { readonly context: string; readonly server: string };
  /** A certificate, key or token file that an entry points at. */
  'credentials.file-unreadable': { readonly context: string; readonly file: string; readonly reason: string };
  'credentials.exec-not-found': { readonly context: string; readonly command: string; readonly hint: string };
  'credentials.exec-failed': { readonly context: string; readonly command: string; readonly reason: string };
  /** The entry asks for a version of the protocol that is not spoken; the plugin was not run. */
  'credentials.exec-version': {
    readonly context: string;
    readonly command: string;
    readonly version: string;
  };
  'credentials.exec-malformed': { readonly context: string; readonly command: string };
  'credentials.exec-timeout': {
    readonly context: string;
    readonly command: string;
    readonly seconds: number;
  };
  /** The plugin wants a person at a terminal, and there is none. */
  'credentials.exec-interactive': { readonly context: string; readonly command: string };
  /** Whoever was asked by the plugin closed its terminal; it is not opened again unasked. */
  'credentials.exec-closed': { readonly context: string; readonly command: string };
  /** The authority, or the client certificate and its key, are no PEM or do not fit each other. */
  'credentials.certificate-invalid': { readonly context: string; readonly reason: string };
  /** The client certificate was refused, and by this machine's clock it is over since `expired` (ISO 8601). */
  'credentials.certificate-expired': { readonly context: string; readonly expired: string };
  /** A field of the user entry, or a token, holds a character that no header may: a line end most often. */
  'credentials.unsendable': { readonly context: string; readonly field: string };
  /** The user entry asks for an auth provider that has been removed or is not known. */
  'credentials.provider-unsupported': { readonly context: string; readonly provider: string };
  'credentials.provider-failed': {
    readonly context: string;
    readonly provider: string;
    readonly reason: string;
  };
  'connection.refused': { readonly context: string; readonly server: string };
  'connection.reset': { readonly context: string; readonly server: string };
  /** No answer within `seconds`; also a link that no longer answers a PING. */
  'connection.timeout': { readonly context: string; readonly server: string; readonly seconds: number };
  'connection.tls': { readonly context: string; readonly server: string; readonly reason: string };
  /** The server's certificate is over or not valid yet, by this machine's clock, which says `now` (ISO 8601). */
  'connection.certificate-time': {
    readonly context: string;
    readonly server: string;
    readonly problem: 'expired' | 'not-yet-valid';
    readonly now: string;
  };
  /** The proxy in between; `proxy` is told without its user and password. */
  'connection.proxy': { readonly context: string; readonly proxy: string; readonly reason: string };
  'connection.name': { readonly context: string; readonly host: string };
  'connection.unreachable': { readonly context: string; readonly server: string; readonly reason: string };
  'connection.closed': { readonly context: string };
  'response.unauthorized': { readonly context: string; readonly server: string };
  'response.forbidden': { readonly context: string; readonly message: string };
  'response.not-found': { readonly context: string; readonly message: string };
  /** 409; `message` is the server's and names the other field managers where that is the cause. */
  'response.conflict': {
    readonly context: string;
    readonly message: string;
    readonly causes?: readonly StatusCause[];
  };
  /** 410: the resource version or continue token is too old. */
  'response.gone': { readonly context: string; readonly message: string };
  /** 422 and 400: the server refused what was sent. */
  'response.invalid': {
    readonly context: string;
    readonly message: string;
    readonly causes?: readonly StatusCause[];
  };
  /** 429 and 5xx; `retryAfterSeconds` is what the server asked for. */
  'response.unavailable': {
    readonly context: string;
    readonly status: number;
    readonly message: string;
    readonly retryAfterSeconds: number | undefined;
  };
  /** Any other status. */
  'response.status': { readonly context: string; readonly status: number; readonly message: string };
  /** Not what an API server answers: cut-off JSON, HTML of a proxy. */
  'response.malformed': { readonly context: string; readonly path: string; readonly reason: string };
  /** A write reached a connection other than the one the user confirmed it for. */
  'change.other-context': { readonly confirmed: string; readonly actual: string };
  /** A service that is only another DNS name, and one that has no pods of its own. */
  'forward.external-name': { readonly namespace: string; readonly service: string };
  'forward.no-selector': { readonly namespace: string; readonly service: string };
  /** None of its `pods` pods is ready; `reason` is what Kubernetes says of one of them, may be empty. */
  'forward.no-ready-pod': {
    readonly namespace: string;
    readonly kind: string;
    readonly name: string;
    readonly pods: number;
    readonly reason: string;
  };
  /** The server has no such kind, or one without a namespace. */
  'forward.no-kind': { readonly namespace: string; readonly kind: string; readonly name: string };
  /** Not `of` the service itself, or named by no container of its pod; `known` are those that there are. */
  'forward.no-port': {
    readonly namespace: string;
    readonly kind: string;
    readonly name: string;
    readonly port: string;
    readonly of: 'service' | 'pod';
    readonly known: readonly string[];
  };
  /** The API server forwards TCP only. */
  'forward.not-tcp': {
    readonly namespace: string;
    readonly kind: string;
    readonly name: string;
    readonly port: string;
    readonly protocol: string;
  };
  'forward.local-port-in-use': { readonly port: number };
  'forward.local-port-denied': { readonly port: number };
  /** An address to listen on that this machine does not have. */
  'forward.no-local-address': { readonly address: string };
  /** The server's words on the error stream, such as a connection refused inside the container. */
  'forward.remote': {
    readonly namespace: string;
    readonly pod: string;
    readonly port: number;
    readonly message: string;
  };
  /** Something between here and the API server does not let WebSockets pass; `via` names it where it named itself. */
  'forward.websocket-blocked': {
    readonly context: string;
    readonly server: string;
    readonly status: number;
    readonly via: string;
  };
  /** The role lacks `create` on `pods/portforward`. */
  'forward.forbidden': { readonly context: string; readonly namespace: string; readonly message: string };
  /** The server ended the connection to the port without a word. */
  'forward.reset': { readonly namespace: string; readonly pod: string; readonly port: number };
  /** The tunnel to a pod went down under connections that it carried. */
  'forward.tunnel-lost': { readonly namespace: string; readonly pod: string };
  /** The WebSocket could not be made; `status` is 0 where no HTTP answer came. */
  'forward.upgrade': { readonly context: string; readonly status: number; readonly message: string };
}

/** What a field of a kubeconfig must be. */
export type ExpectedValue =
  | 'text'
  | 'boolean'
  | 'list'
  | 'mapping'
  | 'base64'
  | 'proxy-url'
  | 'interactive-mode';

/** What a kubeconfig has lists of. */
export type EntryKind = 'cluster' | 'user' | 'context';

/** One entry of `details.causes` of a Status. */
export interface StatusCause {
  /** `FieldValueRequired`, `FieldManagerConflict`; empty where the server gives none. */
  readonly reason: string;
  /** As the server spells it: `spec.containers[0].image`, or `.data.a` of field managers; may be empty. */
  readonly field: string;
  readonly message: string;
}

/** The closed list of what can go wrong with a cluster. */
export type ClusterFailureCode = keyof ClusterFailures;

/**
 * A failure from outside, recognised by `code` and never by its message, which is for logs only;
 * the text for people is made at the face. `cause` is the underlying error where there is one.
 */
export class ClusterFailure<Code extends ClusterFailureCode = ClusterFailureCode> extends Error {
  override readonly name = 'ClusterFailure';
  readonly code: Code;
  readonly params: ClusterFailures[Code];

  constructor(code: Code, params: ClusterFailures[Code], cause?: unknown) {
    super(`${code} ${JSON.stringify(params)}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.params = params;
  }
}

/** True where `error` is a failure with that code; narrows its parameters. */
export function isFailure<Code extends ClusterFailureCode>(
  error: unknown,
  code: Code,
): error is ClusterFailure<Code> {
  return error instanceof ClusterFailure && error.code === code;
}
