import { build } from '../../src/kustomize/build.ts';
import type { Effect } from '../../src/kustomize/effect.ts';
import { history, type Step } from '../../src/kustomize/provenance.ts';
import type { Resource } from '../../src/kustomize/resource.ts';
import type { Entry, Snapshot } from '../../src/kustomize/snapshot.ts';
import { get, type YamlNode } from '../../src/yaml/node.ts';
import { resolvePlain } from '../../src/yaml/resolve.ts';

/** An output scalar with its history, by what it is of and where it stands there. */
interface Row {
  readonly text: string;
  readonly steps: readonly Step[];
}

/** A place in a source file that some output scalar blames, and the text there that is a value of its own. */
export interface Place {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is somebody's name, by which references may find an object whatever it is called in the end. */
  readonly isName?: boolean;
}

/** What a build came to. */
export interface Built {
  /** Output scalars by resource and path. */
  readonly rows: ReadonlyMap<string, Row>;
  /** What each entry with a selector fits, by the place of the entry. */
  readonly selections: ReadonlyMap<string, Selection>;
  /** The words of the selectors. */
  readonly selectors: readonly (Place & { readonly directive: string })[];
}

interface Selection {
  /** As histories name the entry: `patches[0]`. */
  readonly directive: string;
  /** Equal where it fits as much and changed as much. */
  readonly extent: string;
}

/** The outcome of a build, or `undefined` where it has an error. */
export function builtOf(root: string, snapshot: Snapshot): Built | undefined {
  const { resources, problems, effects } = build(root, snapshot);
  if (problems.some(({ severity }) => severity === 'error')) return undefined;
  const rows = new Map<string, Row>();
  const counts = new Map<string, number>();
  for (const resource of resources) {
    const key = sourceKey(resource);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    visit(resource.node, `${key}#${count}`, rows);
  }
  const selections = new Map<string, Selection>();
  const selectors: (Place & { readonly directive: string })[] = [];
  for (const { kind, location, node, selected, changed, removed } of effects) {
    if (kind === 'replacement-in-text') continue;
    const { uri, path } = location;
    // An entry in a file of its own may be any of the replacements.
    const isElsewhere = kind === 'replacement-target' && path[0] !== 'replacements';
    const directive = isElsewhere ? 'replacements' : `${path[0]}[${path[1]}]`;
    const place = `${uri} ${path.join('/')}`;
    const before = selections.get(place)?.extent ?? '';
    selections.set(place, { directive, extent: `${before} ${selected} ${changed} ${removed}` });
    const selector = get(node, selectorKeys[kind]);
    for (const word of wordsIn(selector, textOf(snapshot, uri), uri)) selectors.push({ ...word, directive });
  }
  return { rows, selections, selectors };
}

/** Under which key an entry says what it is about. */
const selectorKeys = {
  'patch-target': 'target',
  'replacement-target': 'select',
  image: 'name',
  replicas: 'name',
} as const satisfies Record<Exclude<Effect['kind'], 'replacement-in-text'>, string>;

function wordsIn(node: YamlNode | undefined, text: string, uri: string): readonly Place[] {
  if (node === undefined) return [];
  if (node.kind === 'scalar') {
    const isThere =
      node.start >= 0 && text.startsWith(node.text, node.start) && /^[a-z][\w.=-]*$/.test(node.text);
    return isThere ? [{ uri, start: node.start, end: node.start + node.text.length }] : [];
  }
  return (node.kind === 'mapping' ? node.values : node.items).flatMap(child => wordsIn(child, text, uri));
}

/** A resource by where it came from: order and name may change with the edit. */
function sourceKey({ location, file }: Resource): string {
  return `${file.path} ${location.uri} ${location.document} ${location.path.join('/')}`;
}

function visit(node: YamlNode, path: string, rows: Map<string, Row>): void {
  if (node.kind === 'scalar') rows.set(path, { text: node.text, steps: history(node) });
  else if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) visit(item, `${path}/${index}`, rows);
  } else {
    for (const [index, key] of node.keys.entries()) {
      const value = node.values[index];
      if (value !== undefined) visit(value, `${path}/${key}`, rows);
    }
  }
}

/**
 * What types, references and elements of lists are found by: another text there means another field or element, not
 * another value.
 */
const identity = /#\d+\/(?:apiVersion|kind|subjects|roleRef)|\/\d+\/(?:name|mountPath|containerPort|port)$/;
const identifying = /\b(?:apiVersion|kind): *$/;

/** The words that the histories lead to, each once; what decides about more than values is left out. */
export function blamedPlaces(rows: ReadonlyMap<string, Row>, snapshot: Snapshot): readonly Place[] {
  const places = new Map<string, Place>();
  const keyOf = ({ uri, start }: Step['location']) => `${uri} ${start}`;
  const finding = [...rows].filter(([path]) => identity.test(path)).flatMap(([, { steps }]) => steps);
  // What is copied elsewhere is still what its object or element is found by.
  const excluded = new Set(finding.map(({ location }) => keyOf(location)));
  for (const { steps } of rows.values()) {
    for (const { directive, location } of steps) {
      if (excluded.has(keyOf(location))) continue;
      const text = textOf(snapshot, location.uri);
      // References are found within the namespace that an object was written with.
      if (directive !== 'namespace' && /\bnamespace: *$/.test(text.slice(0, location.start))) continue;
      if (identifying.test(text.slice(0, location.start))) continue;
      const word = /^[a-z][\w.-]*(?=["'\]},\n]| *$)/.exec(text.slice(location.start).replace(/^["']/, ''));
      const quote = /^["']/.test(text.slice(location.start)) ? 1 : 0;
      if (word === null || /^(?:true|false|null|yes|no|on|off|y|n|delete|replace|merge)$/.test(word[0]))
        continue;
      const end = location.start + quote + word[0].length;
      const isName = /\bname: *$/.test(text.slice(0, location.start));
      const { uri, start } = location;
      places.set(keyOf(location), { uri, start, end, isName });
    }
  }
  return [...places.values()];
}

function textOf(snapshot: Snapshot, uri: string): string {
  const entry = snapshot.entry(decodeURIComponent(uri.replace('file://', '')));
  return entry?.kind === 'file' ? entry.file.text : '';
}

/** The files with one more letter behind a place. */
export function edited(snapshot: Snapshot, { uri, end }: Place): Snapshot {
  const path = decodeURIComponent(uri.replace('file://', ''));
  const old = snapshot.entry(path);
  if (old?.kind !== 'file') return snapshot;
  const text = `${old.file.text.slice(0, end)}q${old.file.text.slice(end)}`;
  const entry: Entry = { ...old, file: { ...old.file, text }, bytes: new TextEncoder().encode(text) };
  return { entry: asked => (asked === path ? entry : snapshot.entry(asked)) };
}

/**
 * What is wrong with the blame of a build, once a word that it leads to was edited: values that change and do not name
 * the word, and values that name it first and stay. Where the word also decides what a patch or replacement selects,
 * what these set changes with it. Names with a hash follow all data of their object and are left out.
 */
export function unexplained(before: Built, after: Built, place: Place): readonly string[] {
  const isNamed = ({ location }: Step) => location.uri === place.uri && location.start === place.start;
  const deciding = decidingEntries(before, after);
  // An entry that fits no longer may have deleted elements of lists: the others stand elsewhere then.
  const reshaped = deciding.size === 0 ? new Set<string>() : reshapedObjects(before, after);
  const names = new Set(place.isName ? namesIn(before) : []);
  const wrong: string[] = [];
  for (const [path, { text, steps }] of before.rows) {
    const now = after.rows.get(path);
    // What another value made appear or go is no change of this one.
    if (now === undefined || steps.some(({ directive }) => directive === 'nameSuffixHash')) continue;
    if ([...steps, ...now.steps].some(({ directive }) => isOneOf(directive, deciding))) continue;
    if (reshaped.has(objectOf(path)) || names.has(text)) continue;
    if (isMoved(before, after, path) && [...steps, ...now.steps].some(isName)) continue;
    if (!isSameValue(now.text, text) && !steps.some(isNamed) && !reference.test(path))
      wrong.push(`${path} changed to ${now.text} and does not name it`);
    // Of a value that is copied in part, the edit may have met another part.
    const isPart = steps[1] !== undefined && isNamed(steps[1]) && !text.includes(steps[1].value);
    if (now.text === text && steps[0] !== undefined && isNamed(steps[0]) && !isPart)
      wrong.push(`${path} names it and stays`);
  }
  return wrong;
}

/** Whether the object that a value is of has another namespace, in which its references find other objects or none. */
function isMoved(before: Built, after: Built, path: string): boolean {
  const namespace = path.replace(/(#\d+)\/.*/s, '$1/metadata/namespace');
  return before.rows.get(namespace)?.text !== after.rows.get(namespace)?.text;
}

/** What the objects are called in the end. */
function namesIn({ rows }: Built): readonly string[] {
  return [...rows].filter(([path]) => /#\d+\/metadata\/name$/.test(path)).map(([, { text }]) => text);
}

function isName({ directive }: Step): boolean {
  return directive.startsWith('name');
}

/** What follows the object that a reference finds by its name. */
const reference = /\/(?:subjects|roleRef|service)\//;
/** What depends on whether a patch came between: names, which references follow, and labels that are one value. */
const following = /^(?:name|labels|common)/;

/**
 * The values that a selector's edit changed although the entry of the selector never set them. Objects that have other
 * fields than before are left out: elements of their lists stand elsewhere.
 */
export function unselected(before: Built, after: Built, directive: string): readonly string[] {
  const deciding = decidingEntries(before, after).add(directive);
  const reshaped = reshapedObjects(before, after);
  const wrong: string[] = [];
  for (const [path, { text, steps }] of before.rows) {
    const now = after.rows.get(path);
    if (now === undefined || isSameValue(now.text, text) || reshaped.has(objectOf(path))) continue;
    if ([...steps, ...now.steps].some(one => following.test(one.directive))) continue;
    if ([...steps, ...now.steps].some(one => isOneOf(one.directive, deciding))) continue;
    wrong.push(`${path} changed to ${now.text} and does not name ${directive}`);
  }
  return wrong;
}

/** The objects that have other fields than before. */
function reshapedObjects(before: Built, after: Built): ReadonlySet<string> {
  const differing = [...before.rows.keys(), ...after.rows.keys()].filter(
    path => !before.rows.has(path) || !after.rows.has(path),
  );
  return new Set(differing.map(objectOf));
}

function objectOf(path: string): string {
  return path.split('#')[0] ?? '';
}

/** What goes through JSON comes back with nulls and numbers in another form, and no more than 53 bits of them. */
function isSameValue(a: string, b: string): boolean {
  if (a === b || [a, b].every(text => /^(?:null|~)?$/i.test(text))) return true;
  const number = /^[-+]?[\d.][\w.+-]*$/;
  const [x, y] = [a, b].map(text => (number.test(text) ? plainNumber(text) : Number.NaN));
  return x !== undefined && x === y;
}

function plainNumber(text: string): number {
  const resolved = resolvePlain(text);
  return resolved.type === 'int'
    ? Number(resolved.text)
    : resolved.type === 'float'
      ? resolved.value
      : Number.NaN;
}

/** The entries that select otherwise than before. */
function decidingEntries(before: Built, after: Built): Set<string> {
  const deciding = new Set<string>();
  for (const place of new Set([...before.selections.keys(), ...after.selections.keys()])) {
    const old = before.selections.get(place);
    const now = after.selections.get(place);
    if (old?.extent !== now?.extent) deciding.add((old ?? now)?.directive ?? '');
  }
  return deciding;
}

function isOneOf(directive: string, entries: ReadonlySet<string>): boolean {
  const entry = /^(\w+)\[\d+\]/.exec(directive);
  return entries.has(entry?.[0] ?? directive) || entries.has(entry?.[1] ?? directive);
}
