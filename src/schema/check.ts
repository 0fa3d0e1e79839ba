import type { Location, PathLocation } from '../yaml/location.ts';
import type { Mapping, YamlNode } from '../yaml/node.ts';
import type { Problem } from '../yaml/problem.ts';
import { decodeScalar } from './decodedScalar.ts';
import { type Field, type FieldType, fieldNamed, type ObjectType } from './fieldType.ts';
import { nearestField } from './nearestField.ts';
import type { ActualType, ExpectedType, SchemaProblems } from './problems.ts';

type Path = PathLocation['path'];

/** A file of junk gives no more problems than a person can read. */
const mostProblems = 200;

interface Check {
  readonly uri: string;
  readonly problems: Problem<SchemaProblems>[];
}

/**
 * Problems of a kustomization against `table` as the official decoder sees them: an unknown field at its
 * key, a wrong type at its value. Keys match in any case and null is accepted everywhere, as there. `node`
 * is the root of the file's first document; at most 200 problems come back.
 */
export function checkKustomization(
  node: YamlNode,
  table: ObjectType,
  uri: string,
): Problem<SchemaProblems>[] {
  const check: Check = { uri, problems: [] };
  checkValue(node, table, [], check);
  return check.problems;
}

function checkValue(node: YamlNode, type: FieldType, path: Path, check: Check): void {
  if (type.kind === 'any' || check.problems.length >= mostProblems) return;
  const actual = typeOf(node);
  if (actual === 'null') return;
  if (!accepts(type, node, actual)) {
    reportType(node, expectedOf(type), actual, path, check);
  } else if (type.kind === 'list' && node.kind === 'sequence') {
    node.items.forEach((item, index) => {
      checkValue(item, type.items, [...path, index], check);
    });
  } else if (type.kind === 'map' && node.kind === 'mapping') {
    for (const [key, value] of lastEntries(node)) checkValue(value, type.values, [...path, key], check);
  } else if (type.kind === 'object' && node.kind === 'mapping') {
    checkFields(node, type, path, check);
  }
}

function checkFields(node: Mapping, type: ObjectType, path: Path, check: Check): void {
  const entries = lastEntries(node);
  let absent: string[] | undefined;
  for (const [key, value] of entries) {
    if (check.problems.length >= mostProblems) return;
    const here = [...path, key];
    const field = fieldNamed(type, key);
    if (field !== undefined) checkValue(value, field.type, here, check);
    else {
      absent ??= absentFields(type, entries);
      reportUnknown(key, absent, path, check);
    }
  }
}

/** The entries that count: the last one of each key, as in Go's decoder. */
function lastEntries(node: Mapping): Map<string, YamlNode> {
  const entries = new Map<string, YamlNode>();
  node.keys.forEach((key, index) => {
    const value = node.values[index];
    if (value !== undefined) entries.set(key, value);
  });
  return entries;
}

function reportUnknown(key: string, candidates: readonly string[], parent: Path, check: Check): void {
  const nearest = nearestField(key, candidates);
  check.problems.push({
    code: 'kustomization.unknown-field',
    params: { field: key, parent: formatPath(parent), ...(nearest === undefined ? {} : { nearest }) },
    severity: 'error',
    location: at([...parent, key], 'key', check),
  });
}

/** The fields that are not there yet; what replaces a deprecated one comes before it. */
function absentFields(type: ObjectType, entries: ReadonlyMap<string, YamlNode>): string[] {
  const present = new Set([...entries.keys()].map(name => name.toLowerCase()));
  return Object.entries(type.fields)
    .filter(([name]) => !present.has(name.toLowerCase()))
    .sort(byDeprecation)
    .map(([name]) => name);
}

function byDeprecation([, left]: [string, Field], [, right]: [string, Field]): number {
  return Number(left.deprecated !== undefined) - Number(right.deprecated !== undefined);
}

function reportType(
  node: YamlNode,
  expected: ExpectedType,
  actual: ActualType,
  path: Path,
  check: Check,
): void {
  check.problems.push({
    code: 'kustomization.wrong-type',
    params: {
      field: formatPath(path),
      expected,
      actual,
      ...(node.kind === 'scalar' && node.text.length <= 80 ? { text: node.text } : {}),
    },
    severity: 'error',
    location: at(path, 'value', check),
  });
}

function at(path: Path, part: PathLocation['part'], check: Check): Location {
  return { uri: check.uri, document: 0, path, part };
}

function typeOf(node: YamlNode): ActualType {
  if (node.kind === 'sequence') return 'list';
  if (node.kind === 'mapping') return 'mapping';
  return decodeScalar(node).type;
}

function accepts(type: FieldType, node: YamlNode, actual: ActualType): boolean {
  if (type.kind === 'integer') return node.kind === 'scalar' && decodeScalar(node).integer;
  return actual === expectedOf(type);
}

function expectedOf(type: FieldType): ExpectedType {
  if (type.kind === 'object' || type.kind === 'map' || type.kind === 'any') return 'mapping';
  return type.kind;
}

/** A path as people write it: `images[0].newTag`; dots within keys get a backslash, as in kustomize's own field paths. */
export function formatPath(path: Path): string {
  return path
    .map(step => (typeof step === 'number' ? `[${step}]` : `.${step.replaceAll('.', '\\.')}`))
    .join('')
    .replace(/^\./, '');
}
