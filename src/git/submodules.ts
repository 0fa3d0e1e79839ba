import { rm } from 'node:fs/promises';
import { type RemoteFailure, shownUrl } from '../kustomize/remote/problems.ts';
import { checkOut, fetchCommit, local, type Worktree } from './checkout.ts';
import { FetchFailure } from './gitFailure.ts';

/** Deeper ones lead in a circle. */
const deepest = 10;

/**
 * Fetches the submodules of a worktree that is checked out, and theirs. Only what a repository records counts, not how
 * it would have submodules updated. Rejects with a FetchFailure where one cannot be had.
 */
export async function addSubmodules(worktree: Worktree, repository: string, depth = 0): Promise<void> {
  const links = linksIn(await local(worktree, worktree.directory, ['ls-files', '--stage', '-z']));
  if (links.length === 0) return;
  const settings = await readSettings(worktree);
  for (const { commit, path } of links) {
    const module = settings.find(setting => setting.path === path);
    if (module?.update === 'none') continue;
    if (module?.url === undefined || depth >= deepest) throw failure(repository, `no submodule at ${path}`);
    const url = submoduleUrl(repository, module.url);
    const inner: Worktree = {
      ...worktree,
      directory: `${worktree.directory}/${path}`,
      isSubmodule: true,
    };
    const fetched = await fetchCommit(inner, worktree.directory, url, commit);
    await checkOut(inner, fetched);
    await addSubmodules(inner, url, depth + 1);
    await rm(`${inner.directory}/.git`, { recursive: true, force: true });
  }
}

function failure(repository: string, reason: string): FetchFailure {
  const params = { url: shownUrl(repository), reason };
  return new FetchFailure({ code: 'remote.unreachable', params } satisfies RemoteFailure);
}

/** The entries of the index that stand for commits of other repositories. */
function linksIn(stage: string): readonly { readonly commit: string; readonly path: string }[] {
  return stage.split('\0').flatMap(line => {
    const [, commit, path] = /^160000 ([0-9a-f]+) 0\t(.+)$/s.exec(line) ?? [];
    return commit === undefined || path === undefined ? [] : [{ commit, path }];
  });
}

interface Setting {
  path?: string;
  url?: string;
  update?: string;
}

async function readSettings(worktree: Worktree): Promise<readonly Setting[]> {
  const args = ['config', '--blob', 'HEAD:.gitmodules', '--null', '--list'];
  const listed = await local(worktree, worktree.directory, args).catch(error => {
    if (error instanceof FetchFailure) return '';
    throw error;
  });
  const settings = new Map<string, Setting>();
  for (const line of listed.split('\0')) {
    const [, name, key, value] = /^submodule\.(.+)\.(path|url|update)\n(.*)$/s.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    settings.set(name, { ...settings.get(name), [key ?? '']: value });
  }
  return [...settings.values()];
}

/** A relative URL goes from that of the repository that names it. */
export function submoduleUrl(repository: string, url: string): string {
  if (!/^\.\.?\//.test(url)) return url;
  let base = repository.replace(/\/+$/, '');
  let rest = url;
  for (;;) {
    if (rest.startsWith('./')) rest = rest.slice(2);
    else if (rest.startsWith('../')) {
      rest = rest.slice(3);
      const end = Math.max(base.lastIndexOf('/'), base.lastIndexOf(':'));
      if (end < 0) return url;
      base = base.slice(0, base[end] === ':' ? end + 1 : end);
    } else return base.endsWith(':') ? base + rest : `${base}/${rest}`;
  }
}
