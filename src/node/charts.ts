import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, posix } from 'node:path';
import { type Answers, createAnswers } from '../git/answers.ts';
import { type Cache, nameFor, openCache } from '../git/cache.ts';
import type { Environment } from '../git/gitCommand.ts';
import { ProgramFailure, type ProgramResult, runProgram } from '../git/runProgram.ts';
import type { HelmFailure } from '../kustomize/helm/problems.ts';
import {
  type ChartRequest,
  chartKey,
  type PullRequest,
  type RenderRequest,
} from '../kustomize/helm/request.ts';
import type { Chart } from '../kustomize/snapshot.ts';

/** What helm did, for the `chart` of a snapshot. */
export type Charts = Answers<ChartRequest, Chart>;

/** Where things are kept, and where helm runs. */
export interface ChartsOptions {
  readonly folder: string;
  readonly env: Environment;
  /** Relative paths in helm's configuration begin here. */
  readonly cwd: string;
}

const timeoutMs = 120_000;

/** Nothing rendered yet; helm is run by `load` alone. */
export function createCharts({ folder, env, cwd }: ChartsOptions): Charts {
  let cache: ReturnType<typeof openCache> | undefined;

  async function runOne(request: ChartRequest, signal: AbortSignal): Promise<Chart> {
    cache ??= openCache(folder);
    const tools: Tools = { cache: await cache, env, cwd, signal };
    try {
      return request.form === 'pull' ? await pull(request, tools) : await render(request, tools);
    } catch (error) {
      if (error instanceof ProgramFailure) return { kind: 'failed', failure: asFailure(error, request) };
      signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: 'failed', failure: { code: 'helm.failed', params: { chart: request.name, reason } } };
    }
  }

  return createAnswers({ keyOf: chartKey, answer: runOne, width: 2 });
}

interface Tools {
  readonly cache: Cache;
  readonly env: Environment;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** A version that names one chart for ever, as far as repositories keep to that. */
const exactVersion = /^v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]*)?$/;

async function pull(request: PullRequest, tools: Tools): Promise<Chart> {
  const { cache } = tools;
  const { repo, name, version, devel } = request;
  const pinned = exactVersion.test(version) ? cache.path('charts', nameFor(chartKey(request))) : undefined;
  const base = posix.basename(name);
  if (pinned !== undefined && (await cache.has(pinned)))
    return { kind: 'pulled', directory: `${pinned}/${base}` };
  return cache.withFolder(async temporary => {
    const untar = `${temporary}/chart`;
    await mkdir(untar);
    const isOci = repo.startsWith('oci://');
    const args = [
      'pull',
      '--untar',
      `--untardir=${untar}`,
      ...(isOci ? [] : [`--repo=${repo}`]),
      ...(version === '' ? [] : [`--version=${version}`]),
      ...(devel ? ['--devel'] : []),
      '--',
      isOci ? `${repo.replace(/\/$/, '')}/${name}` : name,
    ];
    const result = await runHelm(request, args, temporary, tools);
    if (result.code !== 0) return failed(request, result.stderr);
    const place = pinned ?? cache.path('charts', await contentName(untar));
    if (!(await cache.has(place))) await cache.adopt(untar, place);
    return { kind: 'pulled', directory: `${place}/${base}` };
  });
}

async function render(request: RenderRequest, tools: Tools): Promise<Chart> {
  const { cache } = tools;
  return cache.withFolder(async temporary => {
    const chart = `${temporary}/${posix.basename(request.name)}`;
    for (const { path, bytes } of request.files) {
      await mkdir(dirname(`${chart}/${path}`), { recursive: true });
      await writeFile(`${chart}/${path}`, bytes);
    }
    const values = request.values.map((bytes, index) => ({
      path: `${temporary}/values-${index}.yaml`,
      bytes,
    }));
    for (const { path, bytes } of values) await writeFile(path, bytes);
    const args = [
      'template',
      ...request.flags,
      ...values.map(({ path }) => `--values=${path}`),
      ...(request.release === '' ? ['--generate-name'] : []),
      '--',
      ...(request.release === '' ? [] : [request.release]),
      chart,
    ];
    const result = await runHelm(request, args, temporary, tools);
    if (result.code !== 0) return failed(request, result.stderr.replaceAll(`${temporary}/`, ''));
    const name = `${posix.basename(request.name)}.yaml`;
    const place = cache.path('charts', nameFor(`${name} ${nameFor(result.stdout)}`));
    if (!(await cache.has(place))) {
      await mkdir(`${temporary}/rendered`);
      await writeFile(`${temporary}/rendered/${name}`, result.stdout);
      await cache.adopt(`${temporary}/rendered`, place);
    }
    return { kind: 'rendered', path: `${place}/${name}` };
  });
}

/** Runs helm with a configuration of its own unless the kustomization names one, as the official tool does. */
function runHelm(
  { command, configHome }: ChartRequest,
  args: readonly string[],
  temporary: string,
  { env, cwd, signal }: Tools,
): Promise<ProgramResult> {
  const home = configHome || `${temporary}/helm-${randomUUID()}`;
  const homes = {
    HELM_CONFIG_HOME: home,
    HELM_CACHE_HOME: `${home}/.cache`,
    HELM_DATA_HOME: `${home}/.data`,
  };
  return runProgram({ program: command, args, cwd, env: { ...env, ...homes }, signal, timeoutMs });
}

function failed({ name: chart }: ChartRequest, stderr: string): Chart {
  const lines = stderr.split('\n').filter(line => line.trim() !== '');
  const said = lines.findLast(line => line.startsWith('Error:')) ?? lines.at(-1) ?? '';
  const reason = said.replace(/^Error: /, '').replace(/(\/\/[^/@:\s]*):[^/@\s]*@/g, '$1:***@');
  return {
    kind: 'failed',
    failure: { code: 'helm.failed', params: { chart, reason: reason.slice(0, 500) } },
  };
}

function asFailure({ kind, message }: ProgramFailure, { command, name }: ChartRequest): HelmFailure {
  if (kind === 'missing') return { code: 'helm.no-program', params: { command } };
  if (kind === 'timeout') return { code: 'helm.timeout', params: { chart: name, seconds: timeoutMs / 1000 } };
  return { code: 'helm.failed', params: { chart: name, reason: message } };
}

/** Charts of equal content have one place, however often the newest version is asked for. */
async function contentName(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => `${entry.parentPath}/${entry.name}`);
  const told = await Promise.all(
    files.sort().map(async file => `${file.slice(folder.length)} ${nameFor(await readFile(file))}`),
  );
  return nameFor(told.join('\n'));
}
