import { RE2JS, RE2JSException } from 're2js';
import { newV3Node, type V3Node } from '../../yaml/v3/node.ts';
import { parseV3 } from '../../yaml/v3/parse.ts';
import { printV3 } from '../../yaml/v3/print.ts';

/** The official tool raises an error there. */
export const failed = Symbol('failed');
/** The type of that mark. */
export type Failed = typeof failed;

/** The first value with that key. */
function entry(node: V3Node, key: string): V3Node | undefined {
  for (let i = 0; i + 1 < node.content.length; i += 2) {
    if (node.content[i]?.text === key) return node.content[i + 1];
  }
  return undefined;
}

/** A field of a mapping: a null has none, anything else is an error (kyaml's `FieldMatcher`). */
function getField(node: V3Node, key: string): V3Node | undefined | Failed {
  if (isNull(node)) return undefined;
  if (key === '') {
    if (node.kind !== 'scalar') return failed;
    return node.text === '' ? node : undefined;
  }
  return node.kind === 'mapping' ? entry(node, key) : failed;
}

function isNull(node: V3Node): boolean {
  return node.tag === '!!null';
}

/** The items of a sequence: a null has none of its own, anything else is an error. */
function elements(node: V3Node): readonly V3Node[] | Failed {
  return isNull(node) || node.kind === 'sequence' ? node.content : failed;
}

/** Go's `strconv.Atoi`, for the numbers that a path may hold. */
function index(step: string): number | undefined {
  return /^[-+]?\d+$/.test(step) ? Number(step) : undefined;
}

function isListEntry(step: string): boolean {
  return step.startsWith('[') && step.endsWith(']');
}

function splitListEntry(step: string): readonly [field: string, value: string] | undefined {
  const inner = step.replace(/\]$/, '').replace(/^\[/, '');
  const equals = inner.indexOf('=');
  return equals < 0 ? undefined : [inner.slice(0, equals), inner.slice(equals + 1)];
}

/**
 * The one node that a path leads to, as kyaml's `PathGetter` walks: list entries are compared, not matched. Missing
 * parts are made in place where `create` says so.
 */
export function lookUp(
  root: V3Node,
  path: readonly string[],
  create: Create = undefined,
): V3Node | undefined | Failed {
  let node: V3Node | undefined | Failed = root;
  const steps = path.map(text => text.trim()).filter(text => text !== '');
  for (const [at, step] of steps.entries()) {
    if (node === undefined || node === failed) return node;
    const parent: V3Node = node;
    node = lookUpStep(parent, step);
    if (node === undefined && create !== undefined)
      node = makeStep(parent, step, steps.slice(at + 1), create);
  }
  return node;
}

/** Makes what a step of such a path lacks: a field or a list entry, never an item by its number. */
function makeStep(
  parent: V3Node,
  step: string,
  rest: readonly string[],
  create: V3Node['kind'],
): V3Node | undefined {
  if (index(step) !== undefined) return undefined;
  const entryParts = isListEntry(step) ? splitListEntry(step) : undefined;
  if (entryParts !== undefined) return addEntry(parent, entryParts);
  const field = made(rest, create);
  parent.content.push(newV3Node('scalar', step), field);
  return field;
}

/** Adds an item to a list: a text, or a mapping that has it in a field. */
function addEntry(list: V3Node, [field, value]: readonly [field: string, value: string]): V3Node {
  const scalar = newV3Node('scalar', value);
  const item = field === '' ? scalar : newV3Node('mapping');
  if (field !== '') item.content.push(newV3Node('scalar', field), scalar);
  list.content.push(item);
  return item;
}

function lookUpStep(node: V3Node, step: string): V3Node | undefined | Failed {
  const number = index(step);
  if (number !== undefined || step === '-') {
    const items = elements(node);
    if (items === failed || (number !== undefined && number < 0)) return failed;
    // The last item of an empty list ends the official program.
    if (number === undefined) return items.at(-1) ?? failed;
    return items[number];
  }
  if (step === '*') return failed;
  if (!isListEntry(step)) return getField(node, step);
  const parts = splitListEntry(step);
  const items = elements(node);
  if (parts === undefined || items === failed) return failed;
  const [field, value] = parts;
  return items.find(item =>
    field === ''
      ? (item.kind === 'scalar' ? item.text : '') === value
      : item.kind === 'mapping' && !isNull(item) && entry(item, field)?.text === value,
  );
}

/** How missing parts are made: `undefined` for not at all, else the kind of the last one. */
export type Create = V3Node['kind'] | undefined;

/**
 * Every node that a path leads to, as kyaml's `PathMatcher` walks: `*` and list entries, whose values are regular
 * expressions, lead to several. Missing parts are made in place where `create` says so. A scalar on the way is
 * read as YAML; what is found in it stands apart from the tree.
 */
export function matchPath(node: V3Node, path: readonly string[], create: Create): readonly V3Node[] | Failed {
  const [step, ...rest] = path;
  if (step === undefined) return [node];
  const number = index(step);
  if (number !== undefined && number >= 0) return matchIndex(node, number, rest, create);
  if (isListEntry(step)) return matchEntries(node, step, rest, create);
  if (step === '*') {
    const items = elements(node);
    return items === failed ? failed : collect(items, item => matchPath(item, rest, create));
  }
  return matchField(node, step, rest, create);
}

function collect(
  items: readonly V3Node[],
  match: (item: V3Node) => readonly V3Node[] | Failed,
): readonly V3Node[] | Failed {
  const found: V3Node[] = [];
  for (const item of [...items]) {
    const matched = match(item);
    if (matched === failed) return failed;
    found.push(...matched);
  }
  return found;
}

/** The node that a missing part is made as. */
function made(rest: readonly string[], create: V3Node['kind']): V3Node {
  const [next] = rest;
  if (next === undefined || next === '') return newV3Node(create);
  const number = index(next);
  return newV3Node(isListEntry(next) || (number !== undefined && number >= 0) ? 'sequence' : 'mapping');
}

function matchField(
  node: V3Node,
  key: string,
  rest: readonly string[],
  create: Create,
): readonly V3Node[] | Failed {
  let field = getField(node, key);
  if (field === failed) return failed;
  if (field === undefined) {
    if (create === undefined) return [];
    if (key === '') return failed;
    field = made(rest, create);
    node.content.push(newV3Node('scalar', key), field);
  }
  if (field.kind !== 'scalar' || rest.length === 0) return matchPath(field, rest, create);
  const document = parseV3(field.text);
  if (document === undefined || document === 'empty') return failed;
  return matchPath(document.root, rest, create);
}

function matchIndex(
  node: V3Node,
  number: number,
  rest: readonly string[],
  create: Create,
): readonly V3Node[] | Failed {
  const items = elements(node);
  if (items === failed) return failed;
  if (items.length === number && create !== undefined) node.content.push(made(rest, create));
  const item = node.content[number];
  return item === undefined ? failed : matchPath(item, rest, create);
}

function matchEntries(
  node: V3Node,
  step: string,
  rest: readonly string[],
  create: Create,
): readonly V3Node[] | Failed {
  const parts = splitListEntry(step);
  const items = elements(node);
  if (parts === undefined || items === failed) return failed;
  const [field, value] = parts;
  const matches = finder(value);
  const match = (): readonly V3Node[] | Failed =>
    collect(node.content, item => {
      if (matches === undefined) return failed;
      if (!matchesEntry(item, field, matches)) return [];
      return field === '' ? [item] : matchPath(item, rest, create);
    });
  const found = match();
  if (found === failed || found.length > 0 || create === undefined) return found;
  addEntry(node, parts);
  const again = match();
  // An entry that does not match its own expression is made without end by the official tool.
  return again !== failed && again.length === 0 ? failed : again;
}

/** Whether an item, or a field of it, written as YAML, matches an expression anywhere. */
function matchesEntry(item: V3Node, field: string, matches: (text: string) => boolean): boolean {
  const subject = field === '' ? item : item.kind === 'mapping' ? entry(item, field) : undefined;
  return subject !== undefined && matches(printV3({ root: subject, head: '', foot: '' }).trim());
}

function finder(pattern: string): ((text: string) => boolean) | undefined {
  if (/^[\w/:@ -]*$/.test(pattern)) return text => text.includes(pattern);
  try {
    const expression = RE2JS.compile(pattern);
    return text => expression.matcher(text).find();
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
}
