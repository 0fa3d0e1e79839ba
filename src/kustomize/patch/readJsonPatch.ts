import { get, type Mapping, type Scalar, type YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import { isNullNode } from '../kustomizationFile.ts';
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
  return asYaml11(parsed.node);
}

const olderTrue = /^(?:y|Y|yes|Yes|YES|on|On|ON)$/;
const olderFalse = /^(?:n|N|no|No|NO|off|Off|OFF)$/;

/** The tree with the meaning that YAML 1.1 gives its scalars; `undefined` where JSON has none for one of them. */
function asYaml11(node: YamlNode): YamlNode | undefined {
  if (node.kind === 'scalar') return scalarAsYaml11(node);
  if (node.kind === 'sequence') {
    const items = node.items.map(asYaml11);
    return items.every(item => item !== undefined) ? { ...node, items } : undefined;
  }
  // The last of equal keys counts.
  const keys = [...new Set(node.keys)];
  const values = keys.map(key => {
    const value = get(node, key);
    return value === undefined ? undefined : asYaml11(value);
  });
  if (!values.every(value => value !== undefined)) return undefined;
  return {
    ...node,
    keys,
    keyStarts: keys.map(key => node.keyStarts[node.keys.lastIndexOf(key)] ?? -1),
    values,
  };
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
