import { posix } from 'node:path';
import type { Resource } from '../../kustomize/resource.ts';
import { get, textAt, type YamlNode } from '../../yaml/node.ts';
import { placeOf } from '../rules/blame.ts';
import { argoObject, branchOf, sourceDeployments, sourcesOf } from './argo.ts';
import type { Deployment, DirectoryPattern, GitSource } from './deployment.ts';

/** What an ApplicationSet deploys, and the patterns by which it looks for directories. */
export interface ApplicationSet {
  readonly deployments: readonly Deployment[];
  readonly patterns: readonly (DirectoryPattern & { readonly isMatched: boolean })[];
}

/** Gives the directories of the repository that fit a pattern, from its top; `undefined` where it is another's. */
export type FindDirectories = (pattern: DirectoryPattern) => Promise<readonly string[] | undefined>;

/** What a generator knows of one Application: values by the expressions that stand for them. */
type Parameters = ReadonlyMap<string, string>;

interface Generated {
  readonly sets: readonly Parameters[];
  /** Whether these are all, each of them is used, and nothing else is known of any. */
  readonly isCertain: boolean;
}

/** More Applications than this are not looked at. */
const mostSets = 1000;

/** Reads an ApplicationSet: its list and Git directory generators, and what combines them. */
export async function readApplicationSet(resource: Resource, find: FindDirectories): Promise<ApplicationSet> {
  const spec = get(resource.node, 'spec');
  const template = get(get(spec, 'template'), 'spec');
  const isPatched = get(spec, 'templatePatch') !== undefined;
  const patterns: (DirectoryPattern & { readonly isMatched: boolean })[] = [];
  const object = argoObject(resource);
  const deployments: Deployment[] = [];
  for (const generator of itemsOf(get(spec, 'generators'))) {
    const { sets, isCertain } = await generate(generator, find, patterns);
    for (const set of sets.slice(0, mostSets)) {
      const fill = (text: string) => expand(text, set);
      for (const source of sourcesOf(template)) {
        deployments.push(...sourceDeployments(source, object, fill, isCertain && !isPatched));
      }
    }
  }
  return { deployments, patterns };
}

async function generate(
  generator: YamlNode,
  find: FindDirectories,
  patterns: (DirectoryPattern & { readonly isMatched: boolean })[],
): Promise<Generated> {
  // A template of its own may say another path, and a selector drops some.
  const isPlain = get(generator, 'template') === undefined && get(generator, 'selector') === undefined;
  const list = get(generator, 'list');
  if (list !== undefined) {
    const sets = itemsOf(get(list, 'elements')).map(element => {
      const set = new Map<string, string>();
      flatten(element, '', set);
      return set;
    });
    return { sets, isCertain: isPlain };
  }
  const git = get(generator, 'git');
  if (get(git, 'directories') !== undefined && git !== undefined) {
    return { sets: await directorySets(git, find, patterns), isCertain: isPlain };
  }
  const matrix = get(get(generator, 'matrix'), 'generators');
  if (matrix !== undefined) {
    const parts = await Promise.all(itemsOf(matrix).map(part => generate(part, find, patterns)));
    return {
      sets: parts.reduce<readonly Parameters[]>(
        (sets, part) =>
          sets.flatMap(set => part.sets.map(other => new Map([...set, ...other]))).slice(0, mostSets),
        [new Map()],
      ),
      isCertain: isPlain && parts.every(part => part.isCertain),
    };
  }
  // What clusters, pull requests and the like will give is known to nobody here.
  return { sets: [new Map()], isCertain: false };
}

async function directorySets(
  git: YamlNode,
  find: FindDirectories,
  patterns: (DirectoryPattern & { readonly isMatched: boolean })[],
): Promise<readonly Parameters[]> {
  const source: GitSource = {
    kind: 'url',
    url: textAt(git, 'repoURL') ?? '',
    revision: branchOf(textAt(git, 'revision') ?? ''),
  };
  const found = new Set<string>();
  const excluded: string[] = [];
  for (const item of itemsOf(get(git, 'directories'))) {
    const path = get(item, 'path');
    if (path?.kind !== 'scalar') continue;
    if (textAt(item, 'exclude') === 'true') {
      excluded.push(path.text);
      continue;
    }
    const pattern = { pattern: path.text, location: placeOf(path), source };
    const directories = await find(pattern);
    if (directories !== undefined) patterns.push({ ...pattern, isMatched: directories.length > 0 });
    for (const directory of directories ?? []) found.add(directory);
  }
  const prefix = textAt(git, 'pathParamPrefix');
  return [...found]
    .filter(path => !excluded.some(pattern => matches(path, pattern)))
    .map(path => pathParameters(path, prefix === undefined ? '' : `${prefix}.`));
}

/** The parameters of a directory, as templates of both kinds call them. */
function pathParameters(path: string, prefix: string): Parameters {
  const base = posix.basename(path);
  const set = new Map([
    [`${prefix}path`, path],
    [`.${prefix}path.path`, path],
  ]);
  for (const dot of ['', '.']) {
    set.set(`${dot}${prefix}path.basename`, base);
    set.set(`${dot}${prefix}path.basenameNormalized`, base.toLowerCase().replaceAll(/[^a-z0-9.-]/g, '-'));
  }
  for (const [index, step] of path.split('/').entries()) {
    set.set(`${prefix}path[${index}]`, step);
    set.set(`index .${prefix}path.segments ${index}`, step);
  }
  return set;
}

function flatten(node: YamlNode, path: string, set: Map<string, string>): void {
  if (node.kind === 'scalar') set.set(path, node.text).set(`.${path}`, node.text);
  if (node.kind !== 'mapping') return;
  for (const [index, key] of node.keys.entries()) {
    const value = node.values[index];
    if (value !== undefined) flatten(value, path === '' ? key : `${path}.${key}`, set);
  }
}

/** Fills in what is known; what is not stays as it is written. */
function expand(text: string, set: Parameters): string {
  return text.replaceAll(/\{\{-?\s*(.*?)\s*-?\}\}/g, (whole, expression: string) => {
    return set.get(expression) ?? whole;
  });
}

/** Whether a directory fits a pattern: `*` and `?` stay within a step, `**` does not. */
export function matches(path: string, pattern: string): boolean {
  const source = pattern
    .replace(/^\/+|\/+$/g, '')
    .replaceAll(/[.+^${}()|\\]/g, String.raw`\$&`)
    .replaceAll(/\*\*\/?|\*|\?/g, glob => (glob === '*' ? '[^/]*' : glob === '?' ? '[^/]' : '.*'));
  try {
    return new RegExp(`^${source}$`).test(path);
  } catch {
    // Brackets that mean nothing fit nothing.
    return false;
  }
}

function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'sequence' ? node.items : [];
}
