import { isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments } from 'yaml';
import type { PathLocation } from './location.ts';

/** The entry or item whose scalar value stands at an offset of a text; `undefined` where none does. */
export function entryAt(text: string, offset: number): Pick<PathLocation, 'document' | 'path'> | undefined {
  const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent' });
  for (const [document, { contents }] of ('empty' in documents ? [] : documents).entries()) {
    const path = pathTo(contents, offset);
    if (path !== undefined) return { document, path };
  }
  return undefined;
}

function pathTo(root: unknown, offset: number): readonly (string | number)[] | undefined {
  const path: (string | number)[] = [];
  let node: unknown = root;
  for (;;) {
    const next = childAt(node, offset);
    if (next === undefined) return (isScalar(node) || isAlias(node)) && path.length > 0 ? path : undefined;
    path.push(next.step);
    node = next.node;
  }
}

function childAt(node: unknown, offset: number): { step: string | number; node: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ value }) => holds(value, offset));
    return (
      pair && {
        step: isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : '',
        node: pair.value,
      }
    );
  }
  if (!isSeq(node)) return undefined;
  const step = node.items.findIndex(item => holds(item, offset));
  return step < 0 ? undefined : { step, node: node.items[step] };
}

function holds(node: unknown, offset: number): boolean {
  const range = (node as Node | null | undefined)?.range;
  return (
    range !== undefined && range !== null && range[0] <= offset && offset < Math.max(range[1], range[0] + 1)
  );
}
