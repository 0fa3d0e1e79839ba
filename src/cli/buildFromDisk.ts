import { statSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { type BuildResult, build } from '../kustomize/build.ts';
import { newBuildCache } from '../kustomize/buildCache.ts';
import { readingNothing } from '../kustomize/emptyBuild.ts';
import type { BuildOptions } from '../kustomize/options.ts';
import { type RemoteFailure, shownUrl } from '../kustomize/remote/problems.ts';
import { parseRepoSpec, type RepoSpec } from '../kustomize/remote/repoSpec.ts';
import { repositoryRequest } from '../kustomize/remote/request.ts';
import { type CommandIo, localeOf, UsageError } from './command.ts';
import { createFetchingSnapshot, type FetchingSnapshot } from './fetching.ts';

/**
 * Builds the one directory or repository that the arguments name, or the working directory where they name none. What
 * may be fetched or rendered by the options is.
 */
export async function buildFromDisk(
  directories: readonly string[],
  options: BuildOptions,
  io: CommandIo,
): Promise<BuildResult> {
  const [directory = '.', ...rest] = directories;
  if (rest.length > 0) throw new UsageError(`one directory is built at a time, not ${directories.length}`);
  const snapshot = createFetchingSnapshot(io);
  const spec = parseRepoSpec(directory);
  if (spec !== undefined) return buildRepository(spec, snapshot, options);
  const root = resolve(io.cwd, directory);
  const found = statSync(root, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) throw await noDirectory(directory, found !== undefined, io);
  return buildAt(root.replaceAll('\\', '/'), snapshot, options);
}

/** Texts are loaded where there is something to say: most builds have nothing. */
async function noDirectory(path: string, exists: boolean, io: CommandIo): Promise<Error> {
  const { textIn } = await import('../messages/text.ts');
  const code = exists ? 'cli.not-a-directory' : 'cli.no-directory';
  return new Error(textIn(localeOf(io.env))({ code, params: { path } }));
}

async function buildAt(
  root: string,
  snapshot: FetchingSnapshot,
  options: BuildOptions,
): Promise<BuildResult> {
  const cache = newBuildCache();
  for (;;) {
    const result = build(root, snapshot, cache, options);
    if (result.needs.length === 0) return result;
    await snapshot.load(result.needs);
  }
}

async function buildRepository(
  spec: RepoSpec,
  snapshot: FetchingSnapshot,
  options: BuildOptions,
): Promise<BuildResult> {
  const url = shownUrl(spec.raw);
  if (!options.remote) return failed(url, { code: 'remote.not-allowed', params: { url } });
  const request = repositoryRequest(spec);
  await snapshot.load([{ kind: 'remote', request }]);
  const remote = snapshot.remote(request);
  if (remote?.kind === 'failed') return failed(url, remote.failure);
  if (remote?.kind !== 'repository') throw new Error('The repository is neither fetched nor refused');
  const root = posix.join(remote.root, spec.directory).replace(/(?<=.)\/$/, '');
  const entry = snapshot.entry(root);
  const isInside = entry?.kind === 'directory' && `${entry.realpath}/`.startsWith(`${remote.root}/`);
  if (!isInside) {
    return failed(url, { code: 'remote.no-directory', params: { url, directory: spec.directory } });
  }
  return buildAt(root, snapshot, { ...options, repository: { root: remote.root, spec, isBuildRoot: true } });
}

function failed(
  url: string,
  problem: RemoteFailure | { code: 'remote.no-directory'; params: { url: string; directory: string } },
): BuildResult {
  const location = { uri: url, start: 0, end: 0 };
  const problems = [{ ...problem, severity: 'error', location }] as BuildResult['problems'];
  return { ...readingNothing, problems };
}

/** Whether a build must not be used: one of its problems is an error. */
export function hasErrors(result: BuildResult): boolean {
  return result.problems.some(problem => problem.severity === 'error');
}
