import { build } from '../../src/kustomize/build.ts';
import { history, type Step } from '../../src/kustomize/provenance.ts';
import type { Resource } from '../../src/kustomize/resource.ts';
import type { Entry, Snapshot } from '../../src/kustomize/snapshot.ts';
import type { YamlNode } from '../../src/yaml/node.ts';

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
}

/** Output scalars by resource and path, or `undefined` where the build has an error. */
export function rowsOf(root: string, snapshot: Snapshot): ReadonlyMap<string, Row> | undefined {
  const { resources, problems } = build(root, snapshot);
  if (problems.some(({ severity }) => severity === 'error')) return undefined;
  const rows = new Map<string, Row>();
  const counts = new Map<string, number>();
  for (const resource of resources) {
    const key = sourceKey(resource);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    visit(resource.node, `${key}#${count}`, rows);
  }
  return rows;
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

/** What objects, references and elements of lists are found by: another text there means another object, not value. */
const identity =
  /#\d+\/(?:apiVersion|kind|metadata\/name|subjects|roleRef)|\/namespace$|\/\d+\/(?:name|mountPath|containerPort|port)$/;

const selectable = /#\d+\/metadata\/(?:labels|annotations)\//;
const identifying = /\b(?:apiVersion|kind|name|namespace): *$/;

/** The words that the histories lead to, each once; what decides about more than values is left out. */
export function blamedPlaces(rows: ReadonlyMap<string, Row>, snapshot: Snapshot): readonly Place[] {
  const places = new Map<string, Place>();
  for (const [path, { steps }] of rows) {
    if (identity.test(path)) continue;
    for (const { directive, location } of steps) {
      // Patches and replacements select by what an object was read with.
      if (directive === 'resources' && selectable.test(path)) continue;
      const text = textOf(snapshot, location.uri);
      // A name that is copied elsewhere is still what its object is found by.
      if (identifying.test(text.slice(0, location.start))) continue;
      const word = /^[a-z][\w.-]*(?=["'\]},\n]| *$)/.exec(text.slice(location.start).replace(/^["']/, ''));
      const quote = /^["']/.test(text.slice(location.start)) ? 1 : 0;
      if (word === null || /^(?:true|false|null|yes|no|on|off|y|n|delete|replace|merge)$/.test(word[0]))
        continue;
      const end = location.start + quote + word[0].length;
      places.set(`${location.uri} ${location.start}`, { uri: location.uri, start: location.start, end });
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
 * the word, and values that name it first and stay. Names with a hash follow all data of their object and are left out.
 */
export function unexplained(
  before: ReadonlyMap<string, Row>,
  after: ReadonlyMap<string, Row>,
  place: Place,
): readonly string[] {
  const names = ({ location }: Step) => location.uri === place.uri && location.start === place.start;
  const wrong: string[] = [];
  for (const [path, { text, steps }] of before) {
    const now = after.get(path);
    // What another value made appear or go is no change of this one.
    if (now === undefined || steps.some(({ directive }) => directive === 'nameSuffixHash')) continue;
    if (now.text !== text && !steps.some(names))
      wrong.push(`${path} changed to ${now.text} and does not name it`);
    // Of a value that is copied in part, the edit may have met another part.
    const isPart = steps[1] !== undefined && names(steps[1]) && !text.includes(steps[1].value);
    if (now.text === text && steps[0] !== undefined && names(steps[0]) && !isPart)
      wrong.push(`${path} names it and stays`);
  }
  return wrong;
}
