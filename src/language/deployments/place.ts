import { posix } from 'node:path';
import { isWithin, nearestName } from '../../kustomize/load/paths.ts';
import type { Entry } from '../../kustomize/snapshot.ts';
import { isKustomizationFile } from '../roots.ts';
import { isTemplated } from '../rules/templated.ts';
import type { Workspace } from '../workspace.ts';
import { matches } from './applicationSet.ts';
import type { Deployment, DirectoryPattern } from './deployment.ts';
import type { FluxRepository } from './flux.ts';
import { type Belonging, belonging, isComparable, type Repository } from './repository.ts';

/** A deployment with what stands at its path in the workspace. */
export interface PlacedDeployment extends Deployment {
  /** Absolute path. */
  readonly directory: string;
  readonly found: 'kustomization' | 'directory' | 'empty' | 'file' | 'absent';
  /** Whether it is by all evidence this repository and this state of it that is deployed. */
  readonly isChecked: boolean;
  /** A path that exists and is a slip away from one that does not. */
  readonly nearest?: string;
}

/** What placing stands on, and notes of the paths that were looked at. */
export interface PlaceContext {
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
  /** See `Workspace.repositoryOf`; may remember what it found. */
  readonly repositoryOf: (path: string) => Repository | undefined;
  /** All that are known, by any of the workspace's builds. */
  readonly repositories: readonly FluxRepository[];
  readonly paths: Set<string>;
}

/** Where the repository of a file begins, and how sure it is that a source is that repository. */
interface Ground {
  readonly top: string;
  readonly belonging: Belonging;
  readonly isComparable: boolean;
}

/** Looks where a deployment of an object in `file` leads; `undefined` where that is another repository or unknown. */
export async function placeDeployment(
  deployment: Deployment,
  file: string,
  context: PlaceContext,
): Promise<PlacedDeployment | undefined> {
  const { path, source, isCertain } = deployment;
  if (isTemplated(path)) return undefined;
  const ground = groundOf(source, file, context);
  const directory = posix.join(ground.top, path);
  if (ground.belonging === 'other' || !isWithin(directory, ground.top)) return undefined;
  const found = foundIn(await look(directory, context));
  const isChecked = isCertain && ground.belonging === 'same' && ground.isComparable;
  if (found === 'absent' && !isChecked) return undefined;
  const nearest = found === 'absent' ? await nearestPath(directory, ground.top, context) : undefined;
  return {
    ...deployment,
    // A root goes by its name without a slash behind it.
    directory: directory.length > 1 ? directory.replace(/\/$/, '') : directory,
    found,
    isChecked,
    ...(nearest === undefined ? {} : { nearest }),
  };
}

/** The directories of the repository of `file` that fit a pattern; `undefined` where it is, or may be, another one. */
export async function findDirectories(
  { pattern, source }: DirectoryPattern,
  file: string,
  context: PlaceContext,
): Promise<readonly string[] | undefined> {
  const { top, belonging: whose, isComparable: isHere } = groundOf(source, file, context);
  if (whose === 'other' || isTemplated(pattern)) return undefined;
  const steps = pattern.replace(/^\/+|\/+$/g, '').split('/');
  const fixed = steps.findIndex(step => /[*?[]/.test(step));
  let level = [steps.slice(0, fixed < 0 ? steps.length : fixed).join('/')];
  const depth = fixed < 0 ? 0 : pattern.includes('**') ? deepest : steps.length - fixed;
  const found: string[] = [];
  for (let at = 0; at <= depth && level.length > 0 && found.length < mostDirectories; at += 1) {
    const next: string[] = [];
    for (const directory of level) {
      if (matches(directory, pattern) && (await isDirectory(posix.join(top, directory), context)))
        found.push(directory);
      if (at < depth) next.push(...(await below(directory, top, context)));
    }
    level = next;
  }
  // Of a repository that is only by its name this one, what is not there says nothing.
  const isSure = whose === 'same' && isHere && !isSparse(file, context);
  return found.length > 0 || isSure ? found : undefined;
}

const mostDirectories = 1000;
const deepest = 16;

function groundOf(source: Deployment['source'], file: string, context: PlaceContext): Ground {
  const { workspace, repositoryOf } = context;
  const repository = repositoryOf(file);
  const top =
    repository?.top ?? workspace.folders.find(folder => isWithin(file, folder)) ?? posix.dirname(file);
  if (repository === undefined) return { top, belonging: 'unknown', isComparable: false };
  const here = urlsOf(source, context).map(one =>
    one === undefined
      ? unknown
      : { belonging: belonging(one.url, repository), isComparable: isHere(one.revision, repository) },
  );
  const isAll = (what: Belonging) => here.length > 0 && here.every(one => one.belonging === what);
  return {
    top,
    belonging: isAll('same') ? 'same' : isAll('other') ? 'other' : 'unknown',
    isComparable: here.every(one => one.isComparable),
  };
}

const unknown = { belonging: 'unknown' as Belonging, isComparable: false };

function isHere(revision: string | undefined, repository: Repository): boolean {
  return isComparable(revision, repository) && !repository.isSparse;
}

function isSparse(file: string, { repositoryOf }: PlaceContext): boolean {
  return repositoryOf(file)?.isSparse === true;
}

/** The URLs that a source may be: each cluster may have a GitRepository of the same name. */
function urlsOf(
  source: Deployment['source'],
  { repositories }: PlaceContext,
): readonly FluxRepository['source'][] {
  if (source.kind === 'url') return [source];
  return repositories
    .filter(({ name, namespace }) => {
      if (name !== source.name) return false;
      return namespace === source.namespace || namespace === '' || source.namespace === '';
    })
    .map(repository => repository.source);
}

/** What stands at a path; noted as looked at. */
export async function look(
  path: string,
  { workspace, signal, paths }: PlaceContext,
): Promise<Entry | undefined> {
  paths.add(path);
  if (workspace.snapshot.entry(path) === undefined) {
    await workspace.load([{ kind: 'entry', path }], signal);
  }
  return workspace.snapshot.entry(path);
}

function foundIn(entry: Entry | undefined): PlacedDeployment['found'] {
  if (entry?.kind === 'directory') {
    if (entry.names.some(isKustomizationFile)) return 'kustomization';
    // Git keeps no empty directory: it is a submodule that is not there yet.
    return entry.names.length === 0 ? 'empty' : 'directory';
  }
  return entry?.kind === 'absent' ? 'absent' : 'file';
}

async function isDirectory(path: string, context: PlaceContext): Promise<boolean> {
  return (await look(path, context))?.kind === 'directory';
}

async function below(directory: string, top: string, context: PlaceContext): Promise<string[]> {
  const path = posix.join(top, directory);
  await look(path, context);
  const entries = await context.workspace.readDirectory(path);
  return entries
    .filter(({ kind, name }) => kind === 'directory' && !name.startsWith('.'))
    .map(({ name }) => posix.join(directory, name));
}

/** The path from the top with every step that is not there changed to the one that was probably meant. */
async function nearestPath(
  directory: string,
  top: string,
  context: PlaceContext,
): Promise<string | undefined> {
  let at = top;
  for (const step of posix.relative(top, directory).split('/')) {
    const next = posix.join(at, step);
    if (await isDirectory(next, context)) {
      at = next;
      continue;
    }
    const names = (await context.workspace.readDirectory(at))
      .filter(({ kind }) => kind === 'directory')
      .map(({ name }) => name);
    const meant = nearestName(step, names);
    if (meant === undefined) return undefined;
    at = posix.join(at, meant);
  }
  return posix.relative(top, at);
}
