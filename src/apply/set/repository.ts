import { isRecord, listAt, textOf } from '../../cluster/json.ts';

/** How the repository is known that a set is applied from, in every clone and fork of it. */
export interface RepositoryIdentity {
  /** `github.com/acme/shop`, without users, passwords and ports; the one that is pushed to first. */
  readonly remotes: readonly string[];
  /** The commit that its history begins with; `undefined` where that is not known, as in a shallow clone. */
  readonly root: string | undefined;
}

/** Of the parent: the repository that the set was last applied from. */
export const repositoryAnnotation = 'kubewright/repository';

/** More remotes say no more. */
const mostRemotes = 8;

/** As the annotation has it. */
export function writeRepository({ remotes, root }: RepositoryIdentity): string {
  return JSON.stringify({ remotes: remotes.slice(0, mostRemotes), root });
}

/** What an annotation says; `undefined` where it names nothing, for anybody may write there. */
export function readRepository(annotation: unknown): RepositoryIdentity | undefined {
  const text = textOf(annotation);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return undefined;
    const remotes = listAt(value, 'remotes').flatMap(each => plain(each) ?? []);
    const root = plain(value['root']);
    return remotes.length === 0 && root === undefined ? undefined : { remotes, root };
  } catch {
    return undefined;
  }
}

/** What one identity says of another; `related` is a fork, a renamed one, or one that began as a copy. */
export type Relation = 'same' | 'related' | 'other' | 'unknown';

/**
 * Compares what a set was applied from with a repository here, `undefined` where there is none. `unknown` where nothing is
 * noted of the set, as before this was; all that is not shown to be the same is another one.
 */
export function relationOf(
  noted: RepositoryIdentity | undefined,
  here: RepositoryIdentity | undefined,
): Relation {
  if (noted === undefined) return 'unknown';
  if (here === undefined) return 'other';
  const has = ({ remotes }: RepositoryIdentity, [first]: readonly string[]) =>
    first !== undefined && remotes.some(remote => isSameRemote(remote, first));
  // The first one only: what two repositories were made from may be a further remote of both.
  if (has(noted, here.remotes) || has(here, noted.remotes)) return 'same';
  if (noted.root === undefined || noted.root !== here.root) return 'other';
  return noted.remotes.length === 0 || here.remotes.length === 0 ? 'same' : 'related';
}

/** What can be asked about the repository here. */
export interface RepositoryQuestions {
  identity(): Promise<RepositoryIdentity | undefined>;
  /** Whether it has that commit. */
  has(commit: string): Promise<boolean>;
}

/** A set's last apply, as its parent tells. */
export interface LastApplied {
  readonly repository: RepositoryIdentity | undefined;
  readonly latest: { readonly commit: string | undefined } | undefined;
}

/** Another repository than the one that a set was last applied from. */
export interface OtherRepository {
  /** `undefined` where there is none. */
  readonly here: RepositoryIdentity | undefined;
}

/** Gives the repository here where it is another one; `undefined` where it is the set's, or nothing is noted of the set. */
export async function otherRepository(
  { repository, latest }: LastApplied,
  questions: RepositoryQuestions,
): Promise<OtherRepository | undefined> {
  if (repository === undefined) return undefined;
  const here = await questions.identity();
  const relation = relationOf(repository, here);
  if (relation === 'same') return undefined;
  // A fork has what was applied; what only began as a copy has not.
  const isFork =
    relation === 'related' && latest?.commit !== undefined && (await questions.has(latest.commit));
  return isFork ? undefined : { here };
}

/** A repository for people. */
export function repositoryText({ remotes: [first], root }: RepositoryIdentity): string {
  return first ?? `${root?.slice(0, 12)}…`;
}

function isSameRemote(one: string, other: string): boolean {
  const [host, path] = partsOf(one);
  const [otherHost, otherPath] = partsOf(other);
  if (path !== otherPath) return false;
  // A name without a dot is an alias that only the user's SSH knows.
  return host === otherHost || !host.includes('.') || !otherHost.includes('.');
}

function partsOf(remote: string): readonly [host: string, path: string] {
  const slash = remote.indexOf('/');
  return [remote.slice(0, slash), remote.slice(slash + 1)];
}

/** Text that may go to a terminal. */
function plain(value: unknown): string | undefined {
  const text = textOf(value)
    ?.replaceAll(/\p{Cc}/gu, '')
    .slice(0, 300);
  return text === '' ? undefined : text;
}
