import type { Mapping, Scalar, YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { lineIndex } from '../../yaml/range.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import { resolvesAsYaml11NonString } from '../../yaml/yaml11.ts';
import { ClusterFailure } from '../failure.ts';
import type { JsonRecord } from '../json.ts';

/**
 * What stands where a value has a tag of its own, as `!Sommer` has: no value of JSON, so that every typed field
 * refuses it. Go's reader takes it for an empty text, which nobody means.
 */
export const ownTag: unique symbol = Symbol('a tag of its own');

/**
 * The mapping of a kubeconfig as kubectl reads it: YAML 1.1, in which `yes` is no text, of a repeated key the last
 * value, of several documents the first. Throws `kubeconfig.syntax`, which tells place and kind of what is wrong and
 * no character of the file.
 */
export function readKubeconfigText(file: string, text: string): JsonRecord {
  const { node, problems } = parseDocument({ uri: file, path: file, text });
  const problem = problems.find(({ severity }) => severity === 'error');
  if (problem !== undefined) {
    const { location, code, params } = problem;
    const offset = 'start' in location ? location.start : 0;
    const { line, character } = lineIndex(text).position(offset);
    const kind = 'reason' in params ? withoutContent(params.reason) : (kinds[code] ?? 'syntax error');
    throw new ClusterFailure('kubeconfig.syntax', { file, reason: `${kind} (${line + 1}:${character + 1})` });
  }
  if (node === undefined || (node.kind === 'scalar' && resolveScalar(node).type === 'null')) return {};
  if (node.kind !== 'mapping') {
    throw new ClusterFailure('kubeconfig.syntax', { file, reason: 'not a mapping' });
  }
  return recordOf(node);
}

const kinds: Readonly<Record<string, string>> = {
  'yaml.too-deep': 'too many levels',
  'yaml.alias-expansion': 'too many values behind aliases',
  'yaml.invalid-merge': 'a merge key without a mapping',
};

/** The parsers' phrases name what they stumble over at their end, in quotes or behind a colon. */
function withoutContent(reason: string): string {
  const phrase = /^(?:[a-z ,-]|'[^\w']'|<document start>)*/i.exec(reason)?.[0].trim() ?? '';
  return phrase.includes(' ') ? phrase : 'syntax error';
}

function recordOf({ keys, values }: Mapping): JsonRecord {
  return Object.fromEntries(keys.map((key, index) => [key, jsonOf(values[index])] as const));
}

function jsonOf(node: YamlNode | undefined): unknown {
  if (node === undefined) return null;
  if (node.kind === 'mapping') return recordOf(node);
  if (node.kind === 'sequence') return node.items.map(jsonOf);
  return scalarOf(node);
}

function scalarOf(node: Scalar): unknown {
  if (node.tagged === true && node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) {
    return ownTag;
  }
  const resolved = resolveScalar(node);
  switch (resolved.type) {
    case 'null':
      return null;
    case 'bool':
      return resolved.value;
    case 'int':
      return Number(resolved.text);
    case 'float':
      return resolved.value;
    case 'timestamp':
      return node.text;
    default:
      return isYaml11Word(node) ? /^(?:y|on)/i.test(node.text) : resolved.text;
  }
}

/** `yes`, `on` and their like, which are booleans to the YAML 1.1 that kubectl reads. */
function isYaml11Word({ text, style, tagged }: Scalar): boolean {
  return style === 'plain' && tagged !== true && /^[a-z]/i.test(text) && resolvesAsYaml11NonString(text);
}
