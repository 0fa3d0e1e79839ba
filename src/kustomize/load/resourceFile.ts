import type { PathLocation } from '../../yaml/location.ts';
import { get, type Mapping, type SourceFile, textAt, withEntry, type YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import { trimSpace } from '../patch/patchText.ts';
import type { KustomizeProblem } from '../problems.ts';
import { type Resource, resourceFrom } from '../resource.ts';
import { itemThroughJson } from './listItem.ts';

/** The resources of one file and what is wrong with it. Any problem means that the official tool refuses the file. */
export interface ParsedResources {
  readonly resources: readonly Resource[];
  readonly problems: readonly KustomizeProblem[];
}

/**
 * Reads a file of Kubernetes objects as kustomize does: the text is cut at lines that begin with `---`, the first
 * document of each piece counts, empty ones are dropped, lists are replaced by their items. `allowsGenerateName` lets objects
 * through whose name the server is to make, which kustomize does not.
 */
export function parseResources(
  file: SourceFile,
  { allowsGenerateName }: { readonly allowsGenerateName: boolean } = { allowsGenerateName: false },
): ParsedResources {
  const resources: Resource[] = [];
  const problems: KustomizeProblem[] = [];
  const pieces = splitDocuments(file, problems);
  const late: Resource[] = [];
  for (const [document, piece] of pieces.entries()) {
    const parsed = parseDocument(file, piece.start, piece.end);
    // Repeated and non-string keys do not survive the way through JSON.
    const found = parsed.problems
      .filter(problem => !isOfAnnotations(parsed.node, problem))
      .map(problem =>
        problem.code === 'yaml.syntax' ? problem : { ...problem, severity: 'error' as const },
      );
    problems.push(...found);
    const keyProblems = found.filter(isAboutKey);
    if (parsed.node === undefined || isEmpty(parsed.node)) continue;
    const location: PathLocation = { uri: file.uri, document, path: [], part: 'value' };
    const sink = { resources, late, problems, keyProblems, allowsGenerateName };
    if (pieces.length === 1 && isPlainList(parsed.node)) {
      collectItems(file, parsed.node, location, sink);
    } else addObject(file, parsed.node, location, sink);
  }
  return { resources: [...resources, ...late], problems };
}

/** A problem with a key, which counts only where the key is left in the end. */
export function isAboutKey({ code }: KustomizeProblem): boolean {
  return code === 'yaml.duplicate-key' || code === 'yaml.key-not-string';
}

/**
 * Annotations are written anew before they go that way: the last one of a key counts, and what they hold beside texts
 * is left out.
 */
function isOfAnnotations(node: YamlNode | undefined, problem: KustomizeProblem): boolean {
  const annotations = get(get(node, 'metadata'), 'annotations');
  const { location } = problem;
  if (annotations?.kind !== 'mapping' || !isAboutKey(problem) || !('start' in location)) return false;
  if (annotations.keyStarts.includes(location.start)) return problem.code === 'yaml.duplicate-key';
  return annotations.values.some(value => hasKeyAt(value, location.start));
}

/** Whether a key of the tree stands at an offset. */
function hasKeyAt(node: YamlNode, start: number): boolean {
  if (node.kind === 'scalar') return false;
  if (node.kind === 'mapping' && node.keyStarts.includes(start)) return true;
  return (node.kind === 'mapping' ? node.values : node.items).some(child => hasKeyAt(child, start));
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

function splitDocuments(file: SourceFile, problems: KustomizeProblem[]): Piece[] {
  const { text } = file;
  const pieces: Piece[] = [];
  let start = 0;
  const separator = /\n---([^\n]*)\n/g;
  for (let match = separator.exec(text); match !== null; match = separator.exec(text)) {
    const rest = trimSpace(match[1] ?? '');
    if (rest !== '' && !rest.startsWith('#')) {
      const at = match.index + 1;
      problems.push({
        code: 'resource.bad-separator',
        params: { text: `---${rest}` },
        severity: 'error',
        location: { uri: file.uri, start: at, end: at + match[0].length - 2 },
      });
    }
    pieces.push({ start, end: match.index + 1 });
    start = match.index + match[0].length;
  }
  pieces.push({ start, end: text.length });
  return pieces;
}

function isEmpty(node: YamlNode): boolean {
  if (node.kind === 'scalar') return resolveScalar(node).type === 'null';
  return node.kind === 'mapping' ? node.keys.length === 0 : node.items.length === 0;
}

/** `List` and `ResourceList` are unwrapped where they are alone in their file. */
function isPlainList(node: YamlNode): node is Mapping {
  const kind = textAt(node, 'kind');
  if (kind !== 'List' && kind !== 'ResourceList') return false;
  return get(node, 'items') !== undefined || get(node, 'functionConfig') !== undefined;
}

interface Sink {
  readonly resources: Resource[];
  /** Items of lists come behind everything else of the file. */
  readonly late: Resource[];
  readonly problems: KustomizeProblem[];
  /** Those that the resources carry on. */
  readonly keyProblems: readonly KustomizeProblem[];
  readonly allowsGenerateName: boolean;
}

function addObject(file: SourceFile, node: YamlNode, location: PathLocation, sink: Sink): void {
  if (node.kind !== 'mapping') {
    sink.problems.push({ code: 'resource.no-kind', params: {}, severity: 'error', location });
    return;
  }
  const resource = { ...resourceFrom(node, file, location), keyProblems: sink.keyProblems };
  const { kind, name } = resource.id;
  if (kind === '') {
    sink.problems.push({ code: 'resource.no-kind', params: {}, severity: 'error', location });
  } else if (kind.endsWith('List')) {
    const items = get(node, 'items');
    if (items === undefined) sink.resources.push(resource);
    else if (!isNull(items)) {
      const list = withEntry(node, 'items', itemThroughJson(items));
      collectItems(file, list, location, { ...sink, resources: sink.late, keyProblems: [] });
    }
  } else if (name === '' && !(sink.allowsGenerateName && hasGenerateName(node))) {
    sink.problems.push(nameless(kind, location));
  } else sink.resources.push(resource);
}

function hasGenerateName(node: Mapping): boolean {
  return (textAt(get(node, 'metadata'), 'generateName') ?? '') !== '';
}

function nameless(kind: string, location: PathLocation): KustomizeProblem {
  const isKustomization = kind === 'Kustomization' || kind === 'Component';
  const params = isKustomization ? { kind, kustomizationFile: 'other' as const } : { kind };
  return { code: 'resource.no-name', params, severity: 'error', location };
}

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && resolveScalar(node).type === 'null';
}

function collectItems(
  file: SourceFile,
  list: Mapping,
  location: PathLocation,
  { resources, ...sink }: Omit<Sink, 'late'>,
): void {
  const items = get(list, 'items');
  if (items === undefined || isNull(items)) return;
  if (items.kind !== 'sequence') {
    const params = { kind: textAt(list, 'kind') ?? '' };
    sink.problems.push({ code: 'resource.bad-list', params, severity: 'error', location });
    return;
  }
  const late: Resource[] = [];
  for (const [index, item] of items.items.entries()) {
    if (isEmpty(item)) continue;
    const place: PathLocation = { ...location, path: [...location.path, 'items', index] };
    addObject(file, item, place, { ...sink, resources, late });
  }
  resources.push(...late);
}
