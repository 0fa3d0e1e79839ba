import type { Mapping, Scalar, Sequence, YamlNode } from '../../yaml/node.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import { nearestField } from '../nearestField.ts';
import { base64, isStandIn, isTemplate, mayBeStandIn, quantity, timestamp } from './scalarForms.ts';
import type { ObjectType, ValueType } from './typeNotation.ts';

/** What a value is or should be, as people call it. */
export type TypeName =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'int-or-string'
  | 'list'
  | 'mapping'
  | 'quantity';

/** What is wrong with a value of an object, by the code of the rule that says so. */
export interface SchemaIssues {
  'schema.unknown-field': { readonly field: string; readonly path: string; readonly nearest?: string };
  'schema.wrong-type': { readonly path: string; readonly expected: TypeName; readonly actual: TypeName };
  'schema.missing-field': { readonly field: string; readonly path: string };
  'schema.bad-value': {
    readonly path: string;
    /** Why; the value itself is told only where it cannot be secret. */
    readonly reason:
      | { readonly kind: 'not-one-of'; readonly value: string; readonly values: readonly string[] }
      | { readonly kind: 'quantity' | 'date-time'; readonly value: string }
      | { readonly kind: 'base64' }
      | { readonly kind: 'duplicate'; readonly value: string };
  };
}

/** Where it stands: the key of an entry of a mapping, or a node. */
export type Spot = { readonly mapping: Mapping; readonly index: number } | { readonly node: YamlNode };

/** Says one thing. */
export type ReportIssue = <Code extends keyof SchemaIssues>(
  code: Code,
  params: SchemaIssues[Code],
  spot: Spot,
) => void;

/** Checks an object against its type, without its `status`, which its controller writes. */
export function checkObject(node: Mapping, type: ValueType, report: ReportIssue): void {
  if (type.kind !== 'object') return;
  checkFields(node, type, '', { node }, report, new Set(['status']));
}

function checkFields(
  node: Mapping,
  type: ObjectType,
  path: string,
  spot: Spot,
  report: ReportIssue,
  skipped: ReadonlySet<string> = new Set(),
): void {
  const present = new Set<string>();
  for (const [index, key] of node.keys.entries()) {
    const value = node.values[index];
    if (value === undefined || skipped.has(key)) continue;
    const field = type.fields.get(key);
    if (field === undefined) {
      // `$patch` and its like are kustomize's, and a template may become any key.
      if (type.open || key.startsWith('$') || isTemplate(key)) continue;
      const nearest = nearestField(key, [...type.fields.keys()]);
      const params = { field: key, path: path || '.', ...(nearest === undefined ? {} : { nearest }) };
      report('schema.unknown-field', params, { mapping: node, index });
      continue;
    }
    if (isNull(value)) continue;
    present.add(key);
    const spot = { mapping: node, index };
    if (path === '') checkOnce(value, field.type(), key, spot, report);
    else checkValue(value, field.type(), `${path}.${key}`, spot, report);
  }
  for (const [key, { required }] of type.fields) {
    if (required && !present.has(key))
      report('schema.missing-field', { field: key, path: path || '.' }, spot);
  }
}

interface Checked {
  readonly type: ValueType;
  readonly path: string;
  readonly issues: readonly Parameters<ReportIssue>[];
}

const checked = new WeakMap<YamlNode, Checked>();

/** {@link checkValue}, remembered: a change of an object's name or namespace leaves the rest of it as it was. */
function checkOnce(node: YamlNode, type: ValueType, path: string, spot: Spot, report: ReportIssue): void {
  let known = checked.get(node);
  if (known?.type !== type || known.path !== path) {
    const issues: Parameters<ReportIssue>[] = [];
    checkValue(node, type, path, spot, (...issue) => issues.push(issue));
    known = { type, path, issues };
    checked.set(node, known);
  }
  for (const issue of known.issues) report(...issue);
}

function checkValue(node: YamlNode, type: ValueType, path: string, spot: Spot, report: ReportIssue): void {
  if (type.kind === 'any' || (node.kind === 'scalar' && isTemplate(node.text))) return;
  const shape = { object: 'mapping', map: 'mapping', list: 'sequence' }[
    type.kind as 'object' | 'map' | 'list'
  ];
  if (node.kind !== (shape ?? 'scalar')) wrong(node, type, path, report);
  else if (type.kind === 'object' && node.kind === 'mapping') checkFields(node, type, path, spot, report);
  else if (type.kind === 'map' && node.kind === 'mapping') {
    const values = type.values();
    for (const [index, key] of node.keys.entries()) {
      const value = node.values[index];
      if (value === undefined || isNull(value)) continue;
      checkValue(value, values, `${path}.${key}`, { mapping: node, index }, report);
    }
  } else if (type.kind === 'list' && node.kind === 'sequence') {
    const items = type.items();
    for (const [index, item] of node.items.entries()) {
      if (!isNull(item)) checkValue(item, items, `${path}[${index}]`, firstKey(item), report);
    }
    checkKeys(node, type.keys, path, report);
  } else if (isScalarType(type) && node.kind === 'scalar') checkScalar(node, type, path, report);
}

function checkScalar(node: Scalar, type: ScalarType, path: string, report: ReportIssue): void {
  const resolved = resolveScalar(node);
  const isText = resolved.type === 'string' || resolved.type === 'timestamp';
  const isWhole = resolved.type === 'int' || (resolved.type === 'float' && Number.isInteger(resolved.value));
  const fits = {
    string: isText,
    'date-time': isText,
    base64: isText,
    integer: isWhole,
    number: isWhole || resolved.type === 'float',
    boolean: resolved.type === 'bool',
    'int-or-string': isText || isWhole,
    quantity: isText || isWhole || resolved.type === 'float',
    any: true,
  }[type.kind];
  if (!fits) {
    if (isText && mayBeStandIn(node.text)) return;
    wrong(node, type, path, report);
    return;
  }
  const value = node.text;
  const bad = (reason: SchemaIssues['schema.bad-value']['reason']) =>
    report('schema.bad-value', { path, reason }, { node });
  const isNo = (form: RegExp) => !form.test(value) && !isStandIn(value);
  if (type.kind === 'quantity' && isNo(quantity)) bad({ kind: 'quantity', value });
  else if (type.kind === 'date-time' && isNo(timestamp)) bad({ kind: 'date-time', value });
  else if (type.kind === 'base64' && !base64.test(value.replaceAll(/[\r\n]/g, ''))) bad({ kind: 'base64' });
  else if (type.values !== undefined && value !== '' && !type.values.includes(value) && !isStandIn(value)) {
    bad({ kind: 'not-one-of', value, values: type.values });
  }
}

/** Each combination of the keys of a list once; an item without one of them is told apart by nobody. */
function checkKeys(list: Sequence, keys: readonly string[], path: string, report: ReportIssue): void {
  if (keys.length === 0) return;
  const seen = new Set<string>();
  for (const item of list.items) {
    if (item.kind !== 'mapping') continue;
    const texts = keys.map(key => {
      const value = item.values[item.keys.lastIndexOf(key)];
      if (value?.kind === 'scalar' && !isNull(value)) return value.text;
      return key === 'protocol' && value === undefined ? 'TCP' : undefined;
    });
    if (texts.some(text => text === undefined || isTemplate(text))) continue;
    const value = texts.join('/');
    if (seen.has(value))
      report('schema.bad-value', { path, reason: { kind: 'duplicate', value } }, keyed(item, keys));
    seen.add(value);
  }
}

function keyed(item: Mapping, keys: readonly string[]): Spot {
  const value = item.values[item.keys.lastIndexOf(keys[0] ?? '')];
  return value === undefined ? { node: item } : { node: value };
}

function firstKey(item: YamlNode): Spot {
  return item.kind === 'mapping' && item.keys.length > 0 ? { mapping: item, index: 0 } : { node: item };
}

function wrong(node: YamlNode, type: ValueType, path: string, report: ReportIssue): void {
  report('schema.wrong-type', { path, expected: nameOf(type), actual: actualType(node) }, { node });
}

function actualType(node: YamlNode): TypeName {
  if (node.kind !== 'scalar') return node.kind === 'mapping' ? 'mapping' : 'list';
  const { type } = resolveScalar(node);
  if (type === 'bool') return 'boolean';
  if (type === 'int') return 'integer';
  return type === 'float' ? 'number' : 'string';
}

function nameOf({ kind }: ValueType): TypeName {
  if (kind === 'object' || kind === 'map') return 'mapping';
  return kind === 'date-time' || kind === 'base64' || kind === 'any' ? 'string' : kind;
}

type ScalarType = Exclude<ValueType, { kind: 'list' | 'map' | 'object' }>;

function isScalarType(type: ValueType): type is ScalarType {
  return type.kind !== 'list' && type.kind !== 'map' && type.kind !== 'object';
}

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && resolveScalar(node).type === 'null';
}
