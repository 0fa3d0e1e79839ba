import { get, textAt, type YamlNode } from '../../yaml/node.ts';

/**
 * Splits a path as `vars` and `replacements` write it: at dots that are not escaped and not in brackets. `a.[b=c.d].e`
 * keeps its list entry, `a.[b.c]` and `a[b.c]` name the key `b.c`, `a\.b` the key `a.b`.
 */
export function splitFieldPath(path: string, delimiter = '.'): readonly string[] {
  const steps: string[] = [];
  let brackets: string[] = [];
  for (const part of splitEscaped(path, delimiter)) {
    const open = brackets.length > 0;
    if (!open && part.startsWith('[') && !part.endsWith(']')) brackets = [part];
    else if (open) {
      brackets.push(part);
      if (!part.endsWith(']')) continue;
      steps.push(unbracketed(brackets.join(delimiter)));
      brackets = [];
    } else steps.push(unbracketed(part));
  }
  return [...steps, ...brackets];
}

/** A list entry (`[name=x]`) keeps its brackets, a key loses them. */
function unbracketed(step: string): string {
  return step.startsWith('[') && step.endsWith(']') && !step.includes('=') ? step.slice(1, -1) : step;
}

function splitEscaped(path: string, delimiter: string): readonly string[] {
  const parts = path.split(delimiter);
  if (parts.length > 1 && parts[0] === '') parts.shift();
  const steps: string[] = [];
  for (const part of parts) {
    const last = steps.at(-1);
    if (last?.endsWith('\\')) steps[steps.length - 1] = `${last.slice(0, -1)}${delimiter}${part}`;
    else steps.push(part);
  }
  return steps;
}

/** The node that a path of keys, indices (`0`, `-` for the last) and list entries (`[name=x]`, `[=x]`) leads to. */
export function lookUpPath(node: YamlNode, steps: readonly string[]): YamlNode | undefined {
  let current: YamlNode | undefined = node;
  for (const step of steps) {
    if (current === undefined) return undefined;
    current = follow(current, step);
  }
  return current;
}

function follow(node: YamlNode, step: string): YamlNode | undefined {
  const entry = /^\[([^=]*)=(.*)\]$/.exec(step);
  if (node.kind === 'sequence') {
    if (/^\d+$/.test(step)) return node.items[Number(step)];
    if (step === '-') return node.items.at(-1);
    if (entry === null) return undefined;
    const [, key = '', value = ''] = entry;
    return node.items.find(item =>
      key === '' ? item.kind === 'scalar' && item.text === value : textAt(item, key) === value,
    );
  }
  return node.kind === 'mapping' && entry === null ? get(node, step) : undefined;
}
