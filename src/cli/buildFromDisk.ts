import { resolve } from 'node:path';
import { type BuildResult, build } from '../kustomize/build.ts';
import { createBlockingSnapshot } from '../node/blockingSnapshot.ts';
import { type CommandIo, UsageError } from './command.ts';

/** Builds the one directory that the arguments name, or the working directory where they name none. */
export function buildFromDisk(directories: readonly string[], io: CommandIo): BuildResult {
  const [directory = '.', ...rest] = directories;
  if (rest.length > 0) throw new UsageError(`one directory is built at a time, not ${directories.length}`);
  return build(resolve(io.cwd, directory).replaceAll('\\', '/'), createBlockingSnapshot());
}

export function hasErrors(result: BuildResult): boolean {
  return result.problems.some(problem => problem.severity === 'error');
}
