import { posix } from 'node:path';
import { isWithin } from '../kustomize/load/paths.ts';
import type { PathKind } from '../schema/fieldType.ts';
import type { Completion, Cursor } from './completion.ts';
import { isComponent } from './completionSources.ts';
import { plainText } from './lineShape.ts';
import { isKustomizationFile } from './roots.ts';
import { scalarInsert } from './scalarInsert.ts';
import type { DirectoryEntry } from './workspace.ts';

/** Directories of which it is looked up whether they hold a kustomization, and roots elsewhere that are offered. */
const mostDirectories = 200;
const mostRoots = 100;

/** What stands above what: kustomizations, those elsewhere, files, directories to descend into, the way up. */
const ranks = { kustomization: 0, elsewhere: 1, file: 2, directory: 3, up: 4 } as const;

/** The next step of a path: names in the directory that is written so far, and kustomizations anywhere. */
export async function pathCompletions(kind: PathKind, cursor: Cursor): Promise<readonly Completion[]> {
  const { context, path, sources } = cursor;
  const separator = kind === 'keyedFile' ? context.typed.indexOf('=') + 1 : 0;
  const key = context.typed.slice(0, separator);
  const written = context.typed.slice(separator);
  if (written.startsWith('/') || /:\/\//.test(written)) return [];
  const own = posix.dirname(path);
  const head = written.slice(0, written.lastIndexOf('/') + 1);
  const directory = posix.resolve(own, head);
  const listed = new Set([...listedPaths(cursor)].map(item => posix.resolve(own, item)));
  const isWanted = (target: string) => !listed.has(target) && target !== own;
  const make = (rank: keyof typeof ranks, name: string, label = name, from = head): Completion => ({
    kind: 'path',
    label,
    range: context.range,
    rank: ranks[rank],
    directory: rank !== 'file',
    goesOn: name.endsWith('/'),
    ...scalarInsert(`${key}${from}${name}`, context),
  });
  const entries = (await sources.workspace.readDirectory(directory)).filter(({ name }) =>
    isVisible(name, written.slice(head.length)),
  );
  const isBelow = isWithin(directory, own);
  const files = entries
    .filter(entry => entry.kind === 'file' && isBelow && isOffered(entry.name, kind, cursor))
    .filter(({ name }) => isWanted(posix.join(directory, name)))
    .map(({ name }) => make('file', name));
  const directories = entries.filter(entry => entry.kind === 'directory');
  if (kind === 'file' || kind === 'keyedFile') {
    return [...files, ...(isBelow ? directories.map(({ name }) => make('directory', `${name}/`)) : [])];
  }
  const bases = await withKustomization(cursor, directory, directories);
  const fitsHere = (base: string) => isWanted(base) && !isWithin(own, base) && fits(cursor, base);
  const inside = directories.flatMap(({ name }) => {
    const base = posix.join(directory, name);
    if (!bases.has(name)) return [make('directory', `${name}/`)];
    return fitsHere(base) ? [make('kustomization', name)] : [];
  });
  const elsewhere = /^[./]*$/.test(written)
    ? nearestRoots(cursor, own)
        .filter(root => posix.dirname(root) !== directory && fitsHere(root))
        .map(root => posix.relative(own, root))
        .filter(relative => relative.startsWith(written))
        .slice(0, mostRoots)
        .map(relative => make('elsewhere', relative, undefined, ''))
    : [];
  const up = /^(?:\.\.\/)*$/.test(head) ? [make('up', '../')] : [];
  return [...inside, ...elsewhere, ...files, ...up];
}

/** Hidden ones only where somebody typed their dot. */
function isVisible(name: string, typed: string): boolean {
  return !name.startsWith('.') || (typed.startsWith('.') && typed !== '..');
}

function isOffered(name: string, kind: PathKind, { context, path }: Cursor): boolean {
  if (kind === 'directory') return false;
  const step = context.path.findLast(part => part !== '-');
  if (kind === 'keyedFile' || /^envs?$/i.test(step ?? ''))
    return !isKustomizationFile(name) || name !== posix.basename(path);
  return /\.(?:ya?ml|json)$/i.test(name) && !isKustomizationFile(name);
}

/** Names of the directories that hold a kustomization, so that a path may end there. */
async function withKustomization(
  { sources }: Cursor,
  directory: string,
  entries: readonly DirectoryEntry[],
): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    entries.slice(0, mostDirectories).map(async ({ name }) => {
      const inside = await sources.workspace.readDirectory(posix.join(directory, name));
      return inside.some(entry => entry.kind === 'file' && isKustomizationFile(entry.name))
        ? name
        : undefined;
    }),
  );
  return new Set(found.filter(name => name !== undefined));
}

/** Components belong under `components`, and nothing else does. */
function fits({ context, sources }: Cursor, directory: string): boolean {
  const component = isComponent(sources.workspace.snapshot, directory);
  return component === undefined || component === /^components$/i.test(context.path[0] ?? '');
}

function nearestRoots({ sources }: Cursor, own: string): readonly string[] {
  const steps = (root: string) => posix.relative(own, root).split('/').length;
  return sources
    .roots()
    .map(root => ({ root, steps: steps(root) }))
    .sort((a, b) => a.steps - b.steps || (a.root < b.root ? -1 : 1))
    .map(({ root }) => root);
}

/** The paths that the same list names already; of lists of entries those under the same key. */
function listedPaths({ context, text, line }: Cursor): Iterable<string> {
  const items = context.items.map(item => item.slice(item.indexOf('=') + 1));
  const step = context.path.at(-1);
  if (step === '-' || step === undefined || context.path.at(-2) !== '-') return items;
  const pattern = new RegExp(`(?:^|[{,]|- )\\s*${step}:\\s+([^\\s,{}][^,{}]*)`, 'g');
  const others = text.split('\n').filter((_, index) => index !== line);
  return others.flatMap(other => [...other.matchAll(pattern)].map(match => plainText(match[1] ?? '')));
}
