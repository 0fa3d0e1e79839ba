import { createFetchingSnapshot } from '../../src/cli/fetching.ts';
import { type BuildResult, build } from '../../src/kustomize/build.ts';
import { newBuildCache } from '../../src/kustomize/buildCache.ts';
import { type BuildOptions, defaultOptions } from '../../src/kustomize/options.ts';
import { render } from '../../src/kustomize/render/render.ts';

/** Builds a directory as the command line does, keeping what is fetched in `cache`. */
export async function fetchingBuild(
  directory: string,
  cache: string,
  options: Partial<BuildOptions> = {},
  { env = process.env, signal = new AbortController().signal } = {},
): Promise<BuildResult> {
  const snapshot = createFetchingSnapshot({
    env: { ...env, XDG_CACHE_HOME: cache },
    cwd: directory,
    stdout: process.stdout,
    stderr: process.stderr,
    ask: undefined,
    interrupted: () => signal,
  });
  const all = { ...defaultOptions, remote: true, ...options };
  for (const memos = newBuildCache(); ; ) {
    const result = build(directory, snapshot, memos, all);
    if (result.needs.length === 0) return result;
    await snapshot.load(result.needs);
  }
}

/** The output, or the codes of the errors with what they name. */
export function answerOf({ resources, problems }: BuildResult): { output: string } | { codes: string[] } {
  const errors = problems.filter(problem => problem.severity === 'error');
  return errors.length > 0 ? { codes: errors.map(({ code }) => code) } : { output: render(resources) };
}
