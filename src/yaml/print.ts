import { foldedRoundTrip } from './foldedRoundTrip.ts';
import { goFloatText } from './goFloat.ts';
import { compareKeys } from './keyOrder.ts';
import type { Mapping, Scalar, Sequence, YamlNode } from './node.ts';
import { writeString } from './printString.ts';
import { resolveScalar } from './resolve.ts';

/**
 * A resource as kustomize prints it: through JSON and `go.yaml.in/yaml/v2`, so with sorted keys, no comments,
 * sequences at the indentation of their key, lines folded behind column 80. Ends with a newline.
 * Infinite and not-a-number floats, which JSON lacks, must have been refused before; they print as null.
 */
export function printYaml(node: YamlNode): string {
  const out: string[] = [];
  if (node.kind === 'mapping' && node.keys.length > 0) printMapping(out, node, 0, false);
  else if (node.kind === 'sequence' && node.items.length > 0) printSequence(out, node, 0, false);
  else {
    printInline(out, node, 0, 0);
    out.push('\n');
  }
  return out.join('');
}

const indents: string[] = [''];
function spaces(count: number): string {
  for (let i = indents.length; i <= count; i += 1) indents.push(' '.repeat(i));
  return indents[count] ?? '';
}

/** Writes the entries at `indent`; where `continued`, the cursor already stands there for the first one. */
function printMapping(out: string[], mapping: Mapping, indent: number, continued: boolean): void {
  let first = continued;
  for (const index of sortedIndices(mapping)) {
    const key = mapping.keys[index] ?? '';
    const value = mapping.values[index];
    if (value === undefined) continue;
    if (!first) out.push(spaces(indent));
    first = false;
    const keyText = writeString(key, { column: indent, indent: indent + 2, isKey: true });
    if (keyText === undefined) {
      printComplexEntry(out, mapping, index, indent);
      continue;
    }
    out.push(keyText, ':');
    if (value.kind === 'mapping' && value.keys.length > 0) {
      out.push('\n');
      printMapping(out, value, indent + 2, false);
    } else if (value.kind === 'sequence' && value.items.length > 0) {
      out.push('\n');
      printSequence(out, value, indent, false);
    } else {
      out.push(' ');
      printLeaf(out, mapping, value, indent + codePoints(keyText) + 2, indent + 2);
      out.push('\n');
    }
  }
}

/** Whether a value was left out, as in `{a: }`. */
export function isAbsent(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.text === '' && node.style === 'plain' && node.tag === undefined;
}

/** A key that is too long or has line breaks stands behind `?`, its value behind `:`. */
function printComplexEntry(out: string[], mapping: Mapping, index: number, indent: number): void {
  const key = mapping.keys[index] ?? '';
  const value = mapping.values[index];
  if (value === undefined) return;
  out.push('? ', writeString(key, { column: indent + 2, indent: indent + 2, isKey: false }) ?? '', '\n');
  out.push(spaces(indent), ': ');
  if (value.kind === 'mapping' && value.keys.length > 0) printMapping(out, value, indent + 2, true);
  else if (value.kind === 'sequence' && value.items.length > 0) printSequence(out, value, indent + 2, true);
  else {
    printLeaf(out, mapping, value, indent + 2, indent + 2);
    out.push('\n');
  }
}

function printLeaf(
  out: string[],
  { inFlow }: Mapping,
  value: YamlNode,
  column: number,
  indent: number,
): void {
  if (inFlow && isAbsent(value)) out.push('""');
  else printInline(out, value, column, indent);
}

function printSequence(out: string[], sequence: Sequence, indent: number, continued: boolean): void {
  let first = continued;
  for (const item of sequence.items) {
    out.push(first ? '- ' : `${spaces(indent)}- `);
    first = false;
    if (item.kind === 'mapping' && item.keys.length > 0) printMapping(out, item, indent + 2, true);
    else if (item.kind === 'sequence' && item.items.length > 0) printSequence(out, item, indent + 2, true);
    else {
      printInline(out, item, indent + 2, indent + 2);
      out.push('\n');
    }
  }
}

function printInline(out: string[], node: YamlNode, column: number, indent: number): void {
  if (node.kind === 'mapping') out.push('{}');
  else if (node.kind === 'sequence') out.push('[]');
  else out.push(printScalar(node, column, indent));
}

/** The scalar's text from `column` on; lines behind the first start at `indent`. */
function printScalar(scalar: Scalar, column: number, indent: number): string {
  const resolved = resolveScalar(scalar);
  switch (resolved.type) {
    case 'null':
      return 'null';
    case 'bool':
      return resolved.value ? 'true' : 'false';
    case 'int':
      return resolved.text;
    case 'float':
      return Number.isFinite(resolved.value) ? goFloatText(resolved.value) : 'null';
    default: {
      const text = scalar.style === 'folded' ? foldedRoundTrip(resolved.text) : resolved.text;
      return writeString(foldedNextLines(text), { column, indent, isKey: false }) ?? '';
    }
  }
}

/** JSON leaves a next-line character as it is, and kustomize's second reader takes it for a break within quotes. */
function foldedNextLines(text: string): string {
  if (!text.includes('\u0085')) return text;
  return text.replace(/ *(?:\u0085 *)+/g, breaks => {
    const count = breaks.replaceAll(' ', '').length;
    return count === 1 ? ' ' : '\n'.repeat(count - 1);
  });
}

function sortedIndices(mapping: Mapping): readonly number[] {
  const { keys } = mapping;
  const indices: number[] = [];
  let sorted = true;
  for (let i = 0; i < keys.length; i += 1) {
    indices.push(i);
    if (sorted && i > 0 && compareKeys(keys[i - 1] ?? '', keys[i] ?? '') > 0) sorted = false;
  }
  if (!sorted) indices.sort((a, b) => compareKeys(keys[a] ?? '', keys[b] ?? ''));
  return indices;
}

function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00) count -= 1;
  }
  return count;
}
