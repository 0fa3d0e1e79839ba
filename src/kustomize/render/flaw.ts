import { goJsonString } from '../../yaml/goJson.ts';
import type { OffsetLocation } from '../../yaml/location.ts';
import { isSetting, type Scalar, type YamlNode } from '../../yaml/node.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import { shortTag } from '../../yaml/v3/node.ts';
import { allowsBlock, isMisfit } from '../../yaml/v3/scalarStyle.ts';
import { type BuildContext, problemOf } from '../buildContext.ts';
import type { KustomizeProblem } from '../problems.ts';
import type { Resource } from '../resource.ts';

/** What cannot make its way through JSON and YAML, which every resource makes before it is printed. */
export type Flaw =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'number' | 'tag' | 'tab' | 'control' | 'replaced'; readonly scalar: Scalar };

/** Reports a flaw, once, where it stands. */
export function reportFlaw(context: BuildContext, { location }: Resource, flaw: Flaw): void {
  const problem = problemFor(flaw, location);
  const isKnown = ({ code, location: at }: KustomizeProblem) =>
    code === problem.code && JSON.stringify(at) === JSON.stringify(problem.location);
  if (!context.problems.some(isKnown)) context.problems.push(problem);
}

function problemFor(flaw: Flaw, location: Resource['location']): KustomizeProblem {
  if (flaw.kind === 'key') return problemOf('resource.bad-key', { key: JSON.stringify(flaw.key) }, location);
  const { scalar } = flaw;
  const place = placeOf(scalar);
  const related = [location];
  if (flaw.kind === 'number') return problemOf('resource.bad-number', { text: scalar.text }, place, related);
  if (flaw.kind === 'control') return problemOf('resource.control-character', {}, place, related);
  if (flaw.kind === 'tab') return problemOf('resource.leading-tab', {}, place, related);
  return problemOf('resource.wrong-tag', { tag: shortTag(scalar.tag ?? '') }, place, related);
}

/** Where a scalar stands, or what set it. */
function placeOf({ from, start, text }: Scalar): OffsetLocation {
  const file = isSetting(from) ? from.file : from;
  const at = Math.max(isSetting(from) ? from.start : start, 0);
  return { uri: file.uri, start: at, end: Math.min(at + Math.max(text.length, 1), file.text.length) };
}

const checked = new WeakMap<YamlNode, Flaw | null>();

/** The first flaw in a tree. */
export function flawOf(node: YamlNode): Flaw | undefined {
  if (node.kind === 'scalar') return flawOfScalar(node);
  const known = checked.get(node);
  if (known !== undefined) return known ?? undefined;
  let found: Flaw | undefined;
  if (node.kind === 'mapping') {
    const key = node.keys.find(isBadKey);
    if (key !== undefined) found = { kind: 'key', key };
  }
  for (const child of node.kind === 'mapping' ? node.values : node.items) {
    if (found !== undefined) break;
    found = flawOf(child);
  }
  checked.set(node, found ?? null);
  return found;
}

/** What JSON leaves as it is and YAML takes for no character of a text. */
const forbidden = /[\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/** A key in JSON is a simple one of YAML: on one line, and no longer than this. */
const longestKey = 1024;

function isBadKey(key: string): boolean {
  if (key.includes('\u0085') || forbidden.test(key)) return true;
  return key.length > longestKey / 6 && [...goJsonString(key)].length > longestKey;
}

function flawOfScalar(scalar: Scalar): Flaw | undefined {
  const { style, tag, tagged, text, from } = scalar;
  if (tag !== undefined && tag !== '' && isMisfit(shortTag(tag), text)) {
    if (isSetting(from) && from.directive.startsWith('replacements')) return { kind: 'replaced', scalar };
    if (tagged === true) return { kind: 'tag', scalar };
  }
  if (forbidden.test(text)) return { kind: 'control', scalar };
  if (style === 'literal' || style === 'folded') {
    return text.startsWith('\t') && allowsBlock(text) ? { kind: 'tab', scalar } : undefined;
  }
  if (style !== 'plain' || !/^[-+]?\.(?:inf|nan)$/i.test(text)) return undefined;
  const resolved = resolveScalar(scalar);
  return resolved.type === 'float' && !Number.isFinite(resolved.value)
    ? { kind: 'number', scalar }
    : undefined;
}
