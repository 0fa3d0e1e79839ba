import { get, type Mapping, type Scalar, textAt, type YamlNode } from '../../../yaml/node.ts';
import { mappingsAt } from './nodes.ts';

/** What labels must be, as Kubernetes' objects write it. */
export interface Selector {
  /** Values that must be equal, by label. */
  readonly labels: ReadonlyMap<string, Scalar>;
  readonly expressions: readonly Mapping[];
}

/** A plain map of labels, as Services have it; `undefined` where it selects nothing by itself. */
export function selectorOfMap(node: YamlNode | undefined): Selector | undefined {
  if (node?.kind !== 'mapping') return undefined;
  const labels = new Map<string, Scalar>();
  for (const [index, key] of node.keys.entries()) {
    const value = node.values[index];
    if (value?.kind === 'scalar') labels.set(key, value);
  }
  return labels.size === 0 ? undefined : { labels, expressions: [] };
}

/** `matchLabels` and `matchExpressions`; `undefined` where there is neither: then everything is selected. */
export function selectorOfTerms(node: YamlNode | undefined): Selector | undefined {
  const labels = selectorOfMap(get(node, 'matchLabels'))?.labels ?? new Map<string, Scalar>();
  const expressions = mappingsAt(node, 'matchExpressions');
  return labels.size + expressions.length === 0 ? undefined : { labels, expressions };
}

/** Whether something is to be filled in for a label's value after the build, so that nobody can compare it. */
export function isTemplate(value: string | undefined): boolean {
  return value !== undefined && /[${}<>]/.test(value);
}

/** Whether the labels satisfy every term; an expression that nobody knows is satisfied. */
export function selects({ labels, expressions }: Selector, candidate: ReadonlyMap<string, string>): boolean {
  for (const [key, value] of labels) if (candidate.get(key) !== value.text) return false;
  return expressions.every(expression => satisfies(expression, candidate));
}

function satisfies(expression: Mapping, candidate: ReadonlyMap<string, string>): boolean {
  const value = candidate.get(textAt(expression, 'key') ?? '');
  const values = get(expression, 'values');
  const texts =
    values?.kind === 'sequence' ? values.items.map(item => (item.kind === 'scalar' ? item.text : '')) : [];
  switch (textAt(expression, 'operator')) {
    case 'In':
      return value !== undefined && texts.includes(value);
    case 'NotIn':
      return value === undefined || !texts.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return true;
  }
}

/** A scalar to underline for the selector as a whole. */
export function placeOf({ labels, expressions }: Selector): Scalar | undefined {
  const [first] = labels.values();
  if (first !== undefined) return first;
  const key = get(expressions[0], 'key');
  return key?.kind === 'scalar' ? key : undefined;
}
