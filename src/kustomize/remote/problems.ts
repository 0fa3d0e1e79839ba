/** Why something remote is not there; each says what to do next. URLs come without the passwords in them. */
export interface RemoteFailures {
  /** Nobody allowed fetching here. */
  'remote.not-allowed': { readonly url: string };
  'remote.no-git': { readonly url: string };
  'remote.timeout': { readonly url: string; readonly seconds: number };
  /** The repository answers, and has no such branch, tag or commit. */
  'remote.bad-ref': { readonly url: string; readonly ref: string };
  /** The server wants credentials that nobody gave, or refuses those given. */
  'remote.denied': { readonly url: string };
  /** `reason` is the last line of what git, or the network, said. */
  'remote.unreachable': { readonly url: string; readonly reason: string };
  'remote.http-status': { readonly url: string; readonly status: number };
  /** The user ended it. */
  'remote.cancelled': { readonly url: string };
  'remote.too-large': { readonly url: string; readonly limit: number };
}

/** One of them as data. */
export type RemoteFailure = {
  [Code in keyof RemoteFailures]: { readonly code: Code; readonly params: RemoteFailures[Code] };
}[keyof RemoteFailures];

/** What can be wrong with a remote item, once it was fetched or before. */
export interface RemoteProblems extends RemoteFailures {
  /** Repositories lead to repositories without an end in sight. */
  'remote.too-deep': { readonly url: string; readonly limit: number };
  'remote.no-directory': { readonly url: string; readonly directory: string };
  /** A base of a fetched kustomization lies outside of its repository. */
  'remote.outside-repository': { readonly path: string };
}

/** A URL as it may be shown: without the password in it. */
export function shownUrl(url: string): string {
  return url.replace(/(\/\/[^/@:]*):[^/@]*@/, '$1:***@');
}
