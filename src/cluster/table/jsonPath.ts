/** One step of a path, from the values it is given to those that it selects. */
export type PathStep =
  | { readonly step: 'field'; readonly name: string }
  | { readonly step: 'wildcard' }
  /** Everything below, and the value itself. */
  | { readonly step: 'recursive' }
  | { readonly step: 'slice'; readonly slice: Slice }
  | { readonly step: 'union'; readonly paths: readonly JsonPath[] }
  | { readonly step: 'filter'; readonly filter: Filter };

/** A parsed path. */
export type JsonPath = readonly PathStep[];

/** Elements of a list; `end` is that of an index where `isIndex`. */
export interface Slice {
  readonly start: number;
  readonly end: number | undefined;
  readonly isIndex: boolean;
  readonly every: number;
}

/** Keeps the elements of a list for which it holds; without an operator those that have `left`. */
export interface Filter {
  readonly left: JsonPath;
  readonly operator: FilterOperator | undefined;
  /** A constant, or a path in the element. */
  readonly right: JsonPath | string | number | boolean;
}

/** What kubectl knows; it has no `&&` and no `||`. */
export type FilterOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** A path, or where in the text it stops being one. */
export type ParsedPath = { readonly path: JsonPath } | { readonly wrongAt: number };

/**
 * Parses what `kubectl -o custom-columns` takes for a column, with or without braces and first dot:
 * `.metadata.labels.app`, `{.status.conditions[?(@.type=="Ready")].status}`. A dot in a name is escaped, as in
 * `.metadata.labels.app\.kubernetes\.io/name`.
 */
export function parseJsonPath(text: string): ParsedPath {
  const trimmed = text.trim();
  const inner = /^\{\s*\.?([^{}]+)\}$/.exec(trimmed)?.[1] ?? /^\.?([^{}]+)$/.exec(trimmed)?.[1];
  if (inner === undefined) return { wrongAt: Math.max(0, text.search(/[{}]/)) };
  const begins = text.indexOf(inner);
  try {
    return { path: pathIn(`.${inner}`) };
  } catch (error) {
    if (error instanceof WrongPath) return { wrongAt: Math.max(0, begins + error.at - 1) };
    throw error;
  }
}

/** Ends the parsing; never leaves this file. */
class WrongPath extends Error {
  readonly at: number;

  constructor(at: number) {
    super('wrong path');
    this.at = at;
  }
}

/** Deeper nesting of filters and unions is no column that anybody wants. */
const deepest = 20;

function pathIn(text: string, depth = 0): JsonPath {
  if (depth > deepest) throw new WrongPath(0);
  const steps: PathStep[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    if (rest.startsWith('[?(')) at = readFilter(text, at, steps, depth);
    else if (rest.startsWith('..')) at = readRecursive(text, at, steps);
    else if (rest.startsWith('[')) at = readBrackets(text, at, steps, depth);
    else if (rest.startsWith('.')) at = readField(text, at + 1, steps);
    // The object itself.
    else if (/^[@$ ]/.test(rest)) at += 1;
    else throw new WrongPath(at);
  }
  return steps;
}

function readField(text: string, from: number, steps: PathStep[]): number {
  const [name = ''] = /^(?:\\.|[^\s.,[\]$@{}\\])*/.exec(text.slice(from)) ?? [];
  if (text[from + name.length] === '\\') throw new WrongPath(from + name.length);
  if (name === '*') steps.push({ step: 'wildcard' });
  // Nothing has an empty name, and kubectl too finds nothing.
  else steps.push({ step: 'field', name: name.replaceAll('\\', '') });
  return from + name.length;
}

function readRecursive(text: string, at: number, steps: PathStep[]): number {
  if (steps.at(-1)?.step === 'recursive') throw new WrongPath(at);
  steps.push({ step: 'recursive' });
  return /^\w/.test(text.slice(at + 2)) ? readField(text, at + 2, steps) : at + 2;
}

function readBrackets(text: string, at: number, steps: PathStep[], depth: number): number {
  const end = text.indexOf(']', at);
  if (end < 0) throw new WrongPath(at);
  const inner = text.slice(at + 1, end);
  const parts = inner.split(',');
  if (parts.length > 1) {
    const paths = parts.map(part => nested(`[${part.trim()}]`, at, depth));
    steps.push({ step: 'union', paths });
    return end + 1;
  }
  const key = /^'([^']*)'$/.exec(inner)?.[1];
  if (key !== undefined) steps.push(...nested(`.${key}`, at, depth));
  else steps.push({ step: 'slice', slice: sliceOf(inner === '*' ? ':' : inner, at + 1) });
  return end + 1;
}

function sliceOf(text: string, at: number): Slice {
  const parts = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
  if (parts === null || text === '' || text === '-') throw new WrongPath(at);
  const [, start = '', end, every] = parts;
  const numberOf = (part: string | undefined) => (part === undefined || part === ':' ? '' : part.slice(1));
  const step = numberOf(every) === '' ? 1 : Number(numberOf(every));
  if (!(step > 0)) throw new WrongPath(at);
  return {
    start: start === '' ? 0 : Number(start),
    end: numberOf(end) === '' ? undefined : Number(numberOf(end)),
    isIndex: end === undefined,
    every: step,
  };
}

function readFilter(text: string, at: number, steps: PathStep[], depth: number): number {
  const close = closingOf(text, at + 3);
  if (text[close + 1] !== ']') throw new WrongPath(close);
  const inner = text.slice(at + 3, close);
  const compared = /^([^!<>=]+)([!<>=]+)(.+)$/.exec(inner);
  if (compared === null) {
    steps.push({
      step: 'filter',
      filter: { left: nested(inner, at + 3, depth), operator: undefined, right: '' },
    });
    return close + 2;
  }
  const [, left = '', operator = '', right = ''] = compared;
  if (!isOperator(operator)) throw new WrongPath(at + 3 + left.length);
  const rightAt = at + 3 + left.length + operator.length;
  steps.push({
    step: 'filter',
    filter: { left: nested(left, at + 3, depth), operator, right: operandOf(right.trim(), rightAt, depth) },
  });
  return close + 2;
}

/** The parenthesis that ends a filter; one between quotes does not. */
function closingOf(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (quote !== '') {
      if (letter === '\\') at += 1;
      else if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === ')') return at;
  }
  throw new WrongPath(from - 3);
}

const operators: readonly FilterOperator[] = ['==', '!=', '<', '<=', '>', '>='];

function isOperator(text: string): text is FilterOperator {
  return operators.some(operator => operator === text);
}

function operandOf(text: string, at: number, depth: number): Filter['right'] {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(text)?.[1] ?? /^'((?:[^'\\]|\\.)*)'$/.exec(text)?.[1];
  if (quoted !== undefined) return quoted.replaceAll(/\\(.)/g, '$1');
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return nested(text, at, depth);
}

/** A path within a path; what is wrong with it is wrong at its place in the whole. */
function nested(text: string, at: number, depth: number): JsonPath {
  try {
    return pathIn(text, depth + 1);
  } catch (error) {
    throw error instanceof WrongPath ? new WrongPath(at + error.at) : error;
  }
}
