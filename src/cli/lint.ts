import { relative } from 'node:path';
import type { BuildOptions } from '../kustomize/options.ts';
import { createAnalysis } from '../language/analysis.ts';
import { createBuildRoot } from '../language/buildRoot.ts';
import { createCustomTypes } from '../language/customTypes.ts';
import { createDeploymentIndex } from '../language/deployments/deploymentIndex.ts';
import { type PlacedFinding, placeFindings } from '../language/placedFindings.ts';
import { findRoots } from '../language/roots.ts';
import { createRuleScopes, type RuleScopes } from '../language/ruleScopes.ts';
import { createRuleCheck } from '../language/rules/check.ts';
import type { Workspace } from '../language/workspace.ts';
import { type TextOf, textIn } from '../messages/text.ts';
import { pathOf } from '../node/fileUri.ts';
import { createGitIndex } from '../node/gitIndex.ts';
import { createRepositories } from '../node/gitRepository.ts';
import { readDirectory } from '../node/readDirectory.ts';
import { rulesOfFolder } from '../node/ruleSettings.ts';
import { type KubernetesVersion, parseKubernetesVersion } from '../schema/kubernetes/kubernetesVersion.ts';
import { type KustomizeVersion, parseKustomizeVersion } from '../schema/kustomizeVersion.ts';
import type { Range } from '../yaml/location.ts';
import { rangeOf } from '../yaml/range.ts';
import { readBuildArguments } from './buildFlags.ts';
import { type Command, type CommandIo, ExitCode, localeOf, UsageError } from './command.ts';
import { createFetchingSnapshot } from './fetching.ts';
import type { LintFormat, LintResult, Region } from './lint/finding.ts';
import { type LintTargets, lintTargets, repositoryFolder, toldOf } from './lint/lintTargets.ts';
import { noteNothingRead } from './lint/nothingRead.ts';
import { githubFormat, jsonFormat, textFormat } from './lint/plainFormats.ts';
import { sarifFormat } from './lint/sarifFormat.ts';
import { readRuleOptions } from './ruleOptions.ts';

/** What a code host reads, which knows paths by its repository. */
const forCodeHosts = new Set<LintFormat>([sarifFormat, githubFormat]);

const formats: Readonly<Record<string, LintFormat>> = {
  text: textFormat,
  json: jsonFormat,
  sarif: sarifFormat,
  github: githubFormat,
};

/** `kubewright lint PATH...`: every problem of every kustomization in and below the paths, each once. */
export const lintCommand: Command = async (args, io) => {
  const own = {
    format: { type: 'string', default: 'text' },
    rule: { type: 'string', multiple: true },
    'kustomize-version': { type: 'string' },
    'kubernetes-version': { type: 'string' },
  } as const;
  // Whoever lints a folder need not have written what is in it, so nothing is fetched unasked.
  const { positionals, options, values } = readBuildArguments(args, own, { io, remoteByDefault: false });
  const format = Object.hasOwn(formats, values.format) ? formats[values.format] : undefined;
  if (format === undefined) throw new UsageError(`--format takes ${Object.keys(formats).join(', ')}`);
  const targets = lintTargets(positionals, io);
  const asked = readRuleOptions(values.rule ?? []);
  const scopes = createRuleScopes(
    new Map(targets.searched.map(folder => [folder, { ...rulesOfFolder(folder), ...asked }])),
  );
  const settings: LintSettings = {
    options: { ...options, kustomizeVersion: versionFrom(values['kustomize-version']) },
    kubernetes: kubernetesFrom(values['kubernetes-version']),
    scopes,
    base: forCodeHosts.has(format) ? repositoryFolder(targets, io) : io.cwd,
  };
  const results = await lint(targets, settings, io);
  io.stdout.write(format(results, localeOf(io.env)));
  return results.some(({ finding: { severity } }) => severity === 'error' || severity === 'warning')
    ? ExitCode.findings
    : ExitCode.fine;
};

function versionFrom(text: string | undefined): KustomizeVersion | undefined {
  const version = text === undefined ? undefined : parseKustomizeVersion(text);
  if (version === undefined && text !== undefined) {
    throw new UsageError(
      '--kustomize-version takes a version from 4.4.1 on, such as 5.4.2 or v5.4.2, or "kubectl 1.29" (1.23 to 1.37)',
    );
  }
  return version;
}

function kubernetesFrom(text: string | undefined): KubernetesVersion | undefined {
  const version = text === undefined ? undefined : parseKubernetesVersion(text);
  if (version === undefined && text !== undefined) {
    throw new UsageError('--kubernetes-version takes 1.29 or v1.29.3');
  }
  return version;
}

interface LintSettings {
  readonly options: BuildOptions;
  readonly kubernetes: KubernetesVersion | undefined;
  readonly scopes: RuleScopes;
  /** The folder that paths are told relative to. */
  readonly base: string;
}

async function lint(
  targets: LintTargets,
  { options, kubernetes, scopes, base }: LintSettings,
  io: CommandIo,
): Promise<readonly LintResult[]> {
  const workspace: Workspace = {
    ...fetchingWorkspace(targets.searched, options, io),
    target: async () => ({ version: kubernetes, typeOf: () => undefined }),
  };
  const { signal } = new AbortController();
  const rules = createRuleCheck(scopes.all);
  const types = createCustomTypes(workspace.snapshot);
  const analysis = createAnalysis({
    build: createBuildRoot(workspace, () => rules, { types }),
    types,
    deployments: createDeploymentIndex(workspace, () => rules),
    onFindings: () => undefined,
    onFailure(_root, error) {
      throw error;
    },
    pause: async () => undefined,
  });
  const roots = await findRoots(workspace, signal);
  await analysis.update({ changed: [], added: roots, removed: [] }, signal);
  const textOf = textIn(localeOf(io.env));
  const toldIn = new Set<string>();
  const results = analysis.files().flatMap(uri => {
    const placed = placeFindings(analysis.findings(uri), workspace.text(uri) ?? '', scopes.at(pathOf(uri)));
    const told = toldOf(targets, uri, placed);
    if (told.length > 0) toldIn.add(uri);
    return describe(told, uri, workspace, { base, textOf });
  });
  const isTakenIn = (uri: string) =>
    analysis.roots().some(root => analysis.known(root)?.files.has(uri) === true);
  noteNothingRead(targets, { roots, isRead: uri => toldIn.has(uri) || isTakenIn(uri) }, io);
  return results.sort(byPlace);
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
    isTracked: createGitIndex().isTracked,
    repositoryOf: createRepositories(),
    text(uri) {
      const entry = snapshot.entry(pathOf(uri) ?? '');
      return entry?.kind === 'file' ? entry.file.text : undefined;
    },
  };
}

function describe(
  placed: readonly PlacedFinding[],
  uri: string,
  workspace: Workspace,
  { base, textOf }: { readonly base: string; readonly textOf: TextOf },
): LintResult[] {
  const lines = (workspace.text(uri) ?? '').split('\n');
  const relativePath = (path: string) => relative(base, path) || '.';
  const regionOf = (file: string, { start, end }: Range): Region => ({
    file: relativePath(pathOf(file) ?? file),
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  });
  return placed.map(({ finding: { problem, roots }, range }) => ({
    finding: {
      ...regionOf(uri, range),
      severity: problem.severity,
      code: problem.code,
      message: textOf(problem),
      roots: roots.map(relativePath),
    },
    related: (problem.related ?? []).flatMap(location => {
      const text = workspace.text(location.uri);
      return text === undefined ? [] : [regionOf(location.uri, rangeOf(location, text))];
    }),
    lineText: lines[range.start.line] ?? '',
  }));
}

function byPlace({ finding: a }: LintResult, { finding: b }: LintResult): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
