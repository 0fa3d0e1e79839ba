import { relative } from 'node:path';
import type { BuildResult } from '../kustomize/build.ts';
import { textIn } from '../messages/text.ts';
import { pathOf } from '../node/fileUri.ts';
import type { Location } from '../yaml/location.ts';
import { rangeOf } from '../yaml/range.ts';
import { type CommandIo, localeOf } from './command.ts';

/** A place as the command line names it: file relative to the working directory, line and column from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Finds places in the files that a build read, which must be the version the locations speak of. */
export function placesIn(result: BuildResult, cwd: string): (location: Location) => Place {
  const texts = new Map<string, string>();
  for (const entry of result.reads.values()) {
    if (entry.kind === 'file') texts.set(entry.file.uri, entry.file.text);
  }
  return location => {
    const { start } = rangeOf(location, texts.get(location.uri) ?? '');
    const path = pathOf(location.uri);
    const file = path === undefined ? location.uri : relative(cwd, path) || '.';
    return { file, line: start.line + 1, column: start.character + 1 };
  };
}

/** Writes each problem once as `path:line:column severity code message`. */
export function printProblems(result: BuildResult, io: CommandIo): void {
  const placeOf = placesIn(result, io.cwd);
  const textOf = textIn(localeOf(io.env));
  const lines = new Set<string>();
  for (const problem of result.problems) {
    const { file, line, column } = placeOf(problem.location);
    lines.add(`${file}:${line}:${column} ${problem.severity} ${problem.code} ${textOf(problem)}\n`);
  }
  for (const line of lines) io.stderr.write(line);
}
