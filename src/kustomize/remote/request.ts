import type { RepoSpec } from './repoSpec.ts';

/** A repository at some ref: all that decides what is fetched, and how long it may take. */
export type RepositoryRequest = { readonly form: 'repository' } & Pick<
  RepoSpec,
  'repository' | 'ref' | 'submodules' | 'timeoutMs'
>;

/** The content of an HTTP URL. */
export interface UrlRequest {
  readonly form: 'url';
  readonly url: string;
  /** The repository that the URL may stand for as well, where it parses as one: a fetched commit need not be asked for. */
  readonly orRepository: RepositoryRequest | undefined;
}

/** Something outside of the file system that a kustomization names. */
export type RemoteRequest = RepositoryRequest | UrlRequest;

/** Requests of equal keys have equal answers. */
export function requestKey(request: RemoteRequest): string {
  if (request.form === 'url') return `url ${request.url}`;
  const { repository, ref, submodules } = request;
  return `repository ${JSON.stringify([repository, ref, submodules])}`;
}

/** What is fetched for a spec. */
export function repositoryRequest({ repository, ref, submodules, timeoutMs }: RepoSpec): RepositoryRequest {
  return { form: 'repository', repository, ref, submodules, timeoutMs };
}

/** Whether kustomize asks an HTTP server for an item (`IsRemoteFile`); a single slash behind the colon is enough for it. */
export function isHttpUrl(item: string): boolean {
  return /^https?:/i.test(item) && isGoUrl(item);
}

/** Whether Go's `url.Parse` takes it, as far as people's mistakes go: no control characters, no broken escapes. */
function isGoUrl(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) return false;
  const [beforeFragment = ''] = text.split('#');
  const [beforeQuery = ''] = beforeFragment.split('?');
  if (/%(?![0-9a-fA-F]{2})/.test(beforeQuery)) return false;
  const authority = /^https?:\/\/([^/]*)/i.exec(beforeQuery)?.[1] ?? '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return !/[ <>"%]/.test(host) && !/:(?!\d*$)/.test(host.replace(/^\[[^\]]*\]/, ''));
}
