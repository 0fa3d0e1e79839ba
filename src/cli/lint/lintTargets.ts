import { realpathSync, statSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { isWithin } from '../../kustomize/load/paths.ts';
import type { PlacedFinding } from '../../language/placedFindings.ts';
import { textIn } from '../../messages/text.ts';
import { uriOf } from '../../node/fileUri.ts';
import { workingTreeOf } from '../../node/gitRepository.ts';
import { type CommandIo, localeOf, UsageError } from '../command.ts';

/** What the paths of a command line ask to be linted; all absolute with POSIX separators. */
export interface LintTargets {
  /** The folders that were named: whatever their kustomizations run into is told. */
  readonly folders: readonly string[];
  /** The files that were named, as they were written: of these only what is found in them is told. */
  readonly files: readonly NamedFile[];
  /** Where kustomizations are looked for: the named folders, and for files all that may hold a reader of them. */
  readonly searched: readonly string[];
}

/** A file by its name on the command line, with the URIs that its findings may have. */
export interface NamedFile {
  readonly written: string;
  readonly uris: ReadonlySet<string>;
}

/** Sorts the paths of a command line; without any it is the working directory. Throws a UsageError for a path that nothing is at. */
export function lintTargets(written: readonly string[], io: CommandIo): LintTargets {
  const folders: string[] = [];
  const files: NamedFile[] = [];
  const searched = new Set<string>();
  for (const each of written.length > 0 ? written : ['.']) {
    const path = resolve(io.cwd, each).replaceAll('\\', '/');
    const status = statSync(path, { throwIfNoEntry: false });
    if (status?.isDirectory()) {
      folders.push(path);
      searched.add(path);
    } else if (status?.isFile()) {
      const real = realpathSync(path).replaceAll('\\', '/');
      files.push({ written: each, uris: new Set([uriOf(path), uriOf(real)]) });
      searched.add(readersFolder(path, io.cwd.replaceAll('\\', '/')));
    } else {
      const params = { path: each };
      throw new UsageError(textIn(localeOf(io.env))({ code: 'cli.lint-no-path', params }));
    }
  }
  return { folders, files, searched: [...searched] };
}

/** The top of the repository, where any kustomization may read a file of it, else the working directory or the file's own. */
function readersFolder(path: string, cwd: string): string {
  const top = workingTreeOf(path)?.top;
  return top ?? (isWithin(path, cwd) ? cwd : posix.dirname(path));
}

/** Which findings of a file are to be told: all of a file that was named, else those of the kustomizations in the named folders. */
export function toldOf(
  { folders, files }: LintTargets,
  uri: string,
  placed: readonly PlacedFinding[],
): readonly PlacedFinding[] {
  if (files.some(({ uris }) => uris.has(uri))) return placed;
  return placed.filter(({ finding: { roots } }) =>
    roots.some(root => folders.some(folder => isWithin(root, folder))),
  );
}

/**
 * The folder that paths for code hosts are relative to: the top of the repository that is linted, since they attach
 * findings by that wherever the command runs. The working directory where there is none.
 */
export function repositoryFolder({ searched: [first] }: LintTargets, io: CommandIo): string {
  return (first === undefined ? undefined : workingTreeOf(`${first}/.`)?.top) ?? io.cwd;
}
