import type { Mapping, SourceFile } from '../yaml/node.ts';
import { resolvePlain } from '../yaml/resolve.ts';
import { resolvesAsYaml11NonString } from '../yaml/yaml11.ts';
import { isTrueText } from './load/yamlBoolean.ts';

/** Whether the official tool writes a key that it makes in a resource without quotes, and fails to read it back as text. */
export function isUnreadKey(key: string): boolean {
  return key === '<<' || resolvePlain(key).type !== 'string';
}

/** A key of a kustomization as the official tool hands it on: bare words that YAML 1.1 has for booleans are no texts. */
export function handedOnKey(mapping: Mapping, index: number, { text }: SourceFile): string {
  const key = mapping.keys[index] ?? '';
  const start = mapping.keyStarts[index] ?? -1;
  const isBare = text.startsWith(key, start) && !/['"]/.test(text[start - 1] ?? '');
  if (!isBare || isUnreadKey(key) || !resolvesAsYaml11NonString(key) || /\d/.test(key)) return key;
  return String(isTrueText(key));
}
