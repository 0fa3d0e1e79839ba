import type { Mapping, Scalar, YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { resolvePlain, resolveScalar } from '../../yaml/resolve.ts';
import { isNullNode } from '../load/kustomization.ts';
import { jsonNode } from './jsonText.ts';
import type { PatchText } from './patchText.ts';
import { stamp } from './strategicPatch.ts';

/** A list of operations; one that is null has no `op`. */
export interface JsonPatch {
  readonly text: PatchText;
  /** The list as it was read, for places in its text. */
  readonly source: YamlNode;
  readonly operations: readonly (Mapping | undefined)[];
}

/**
 * Reads a JSON patch: a text that begins with `[` must be JSON, any other is YAML 1.1 of which the first document
 * counts. `undefined` where it is no list of operations; an empty text has none.
 */
export function readJsonPatch(text: PatchText): JsonPatch | undefined {
  const content = text.file.text;
  if (content === '') return undefined;
  const source = content.startsWith('[') ? jsonNode(text.file) : yamlNode(text);
  if (source === undefined) return undefined;
  if (isNullNode(source)) return { text, source, operations: [] };
  if (source.kind !== 'sequence') return undefined;
  const operations: (Mapping | undefined)[] = [];
  for (const item of source.items) {
    if (item.kind === 'mapping') operations.push(stamp(item, text));
    else if (isNullNode(item)) operations.push(undefined);
    else return undefined;
  }
  return { text, source, operations };
}

function yamlNode(text: PatchText): YamlNode | undefined {
  const parsed = parseDocument(text.file);
  if (parsed.problems.some(problem => problem.severity === 'error')) return undefined;
  if (parsed.node === undefined) {
    return { kind: 'scalar', text: '', style: 'plain', tag: undefined, from: text.file, start: 0 };
  }
  return asYaml11(parsed.node, text.file.text);
}

const olderTrue = /^(?:y|Y|yes|Yes|YES|on|On|ON)$/;
const olderFalse = /^(?:n|N|no|No|NO|off|Off|OFF)$/;

/** The tree with the meaning that YAML 1.1 gives its scalars; `undefined` where JSON has none for one of them. */
function asYaml11(node: YamlNode, content: string): YamlNode | undefined {
  if (node.kind === 'scalar') return scalarAsYaml11(node);
  if (node.kind === 'sequence') {
    const items = node.items.map(item => asYaml11(item, content));
    return items.every(item => item !== undefined) ? { ...node, items } : undefined;
  }
  const entries = new Map<string, { start: number; value: YamlNode }>();
  for (const [index, key] of node.keys.entries()) {
    const start = node.keyStarts[index] ?? -1;
    const written = node.values[index];
    const value = written === undefined ? undefined : asYaml11(written, content);
    if (value === undefined) return undefined;
    // The last of equal keys counts.
    entries.set(keyAsYaml11(key, content.charAt(start - 1)), { start, value });
  }
  const all = [...entries.values()];
  return {
    ...node,
    keys: [...entries.keys()],
    keyStarts: all.map(entry => entry.start),
    values: all.map(entry => entry.value),
  };
}

/** A key as text; one without quotes may have been a boolean or a number. */
function keyAsYaml11(key: string, before: string): string {
  if (before === '"' || before === "'") return key;
  if (olderTrue.test(key)) return 'true';
  if (olderFalse.test(key)) return 'false';
  const resolved = resolvePlain(key);
  if (resolved.type === 'bool') return String(resolved.value);
  return resolved.type === 'int' ? resolved.text : key;
}

function scalarAsYaml11(scalar: Scalar): Scalar | undefined {
  if (scalar.style === 'plain' && scalar.tag === undefined) {
    if (olderTrue.test(scalar.text)) return { ...scalar, text: 'true' };
    if (olderFalse.test(scalar.text)) return { ...scalar, text: 'false' };
  }
  const resolved = resolveScalar(scalar);
  if (resolved.type === 'float' && !Number.isFinite(resolved.value)) return undefined;
  if (resolved.type === 'timestamp') return { ...scalar, style: 'double', tag: undefined };
  // Read once, a folded text is no longer printed as one.
  return scalar.style === 'folded' ? { ...scalar, style: 'double' } : scalar;
}
