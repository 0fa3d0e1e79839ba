import { relative, resolve } from 'node:path';
import type { BuildOptions } from '../kustomize/options.ts';
import { createBuildRoot } from '../language/buildRoot.ts';
import { createFindingStore, type FindingStore } from '../language/findings.ts';
import { findRoots } from '../language/roots.ts';
import type { Workspace } from '../language/workspace.ts';
import { textIn } from '../messages/text.ts';
import { pathOf } from '../node/fileUri.ts';
import { readDirectory } from '../node/readDirectory.ts';
import { type KustomizeVersion, parseKustomizeVersion } from '../schema/kustomizeVersion.ts';
import { rangeOf } from '../yaml/range.ts';
import { readBuildArguments } from './buildFlags.ts';
import { type Command, type CommandIo, ExitCode, localeOf, UsageError, wantsJson } from './command.ts';
import { createFetchingSnapshot } from './fetching.ts';

/** One finding as `kubewright lint --format json` prints it: lines and columns from 1, columns in UTF-16 units. */
export interface LintFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly code: string;
  readonly message: string;
  /** Directories of the kustomizations that run into it. */
  readonly roots: readonly string[];
}

/** `kubewright lint PATH...`: every problem of every kustomization in and below the paths, each once. */
export const lintCommand: Command = async (args, io) => {
  const own = {
    format: { type: 'string', default: 'text' },
    'kustomize-version': { type: 'string' },
  } as const;
  // Whoever lints a folder need not have written what is in it, so nothing is fetched unasked.
  const { positionals, options, values } = readBuildArguments(args, own, { io, remoteByDefault: false });
  const isJson = wantsJson(values.format);
  const paths = positionals.length > 0 ? positionals : ['.'];
  const findings = await lint(
    paths.map(path => resolve(io.cwd, path).replaceAll('\\', '/')),
    { ...options, kustomizeVersion: versionFrom(values['kustomize-version']) },
    io,
  );
  if (isJson) io.stdout.write(`${JSON.stringify(findings, undefined, 2)}\n`);
  else {
    for (const { file, line, column, severity, code, message } of findings) {
      io.stdout.write(`${file}:${line}:${column} ${severity} ${code} ${message}\n`);
    }
  }
  return findings.some(({ severity }) => severity === 'error' || severity === 'warning')
    ? ExitCode.findings
    : ExitCode.fine;
};

function versionFrom(text: string | undefined): KustomizeVersion | undefined {
  const version = text === undefined ? undefined : parseKustomizeVersion(text);
  if (version === undefined && text !== undefined) {
    throw new UsageError('--kustomize-version takes 5.4.2, v5.4.2 or "kubectl 1.29" (1.23 to 1.37)');
  }
  return version;
}

async function lint(
  folders: readonly string[],
  options: BuildOptions,
  io: CommandIo,
): Promise<readonly LintFinding[]> {
  const workspace = fetchingWorkspace(folders, options, io);
  const { signal } = new AbortController();
  const buildRoot = createBuildRoot(workspace);
  const store = createFindingStore();
  const uris = new Set<string>();
  for (const root of await findRoots(workspace, signal)) {
    const { problems, judgement } = await buildRoot(root, signal);
    store.replace(root, problems, judgement);
    for (const { location } of problems) uris.add(location.uri);
  }
  return [...uris].flatMap(uri => describe(store, uri, workspace.text(uri) ?? '', io)).sort(byPlace);
}

/** The disk as it is now, for one pass over it. */
function fetchingWorkspace(folders: readonly string[], options: BuildOptions, io: CommandIo): Workspace {
  const snapshot = createFetchingSnapshot(io);
  return {
    folders,
    snapshot,
    readDirectory,
    buildOptions: async () => options,
    load: needs => snapshot.load(needs),
    text(uri) {
      const entry = snapshot.entry(pathOf(uri) ?? '');
      return entry?.kind === 'file' ? entry.file.text : undefined;
    },
  };
}

function describe(store: FindingStore, uri: string, text: string, io: CommandIo): LintFinding[] {
  const textOf = textIn(localeOf(io.env));
  const inWorkingDirectory = (path: string) => relative(io.cwd, path) || '.';
  return store.of(uri).map(({ problem, roots }) => {
    const { start, end } = rangeOf(problem.location, text);
    return {
      file: inWorkingDirectory(pathOf(uri) ?? uri),
      line: start.line + 1,
      column: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
      severity: problem.severity,
      code: problem.code,
      message: textOf(problem),
      roots: roots.map(inWorkingDirectory),
    };
  });
}

function byPlace(a: LintFinding, b: LintFinding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
