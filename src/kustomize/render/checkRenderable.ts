import { goJsonString } from '../../yaml/goJson.ts';
import type { OffsetLocation } from '../../yaml/location.ts';
import { get, isSetting, type Scalar, type YamlNode } from '../../yaml/node.ts';
import { resolvePlain, resolveScalar } from '../../yaml/resolve.ts';
import { shortTag } from '../../yaml/v3/node.ts';
import { allowsBlock, isMisfit } from '../../yaml/v3/scalarStyle.ts';
import { type BuildContext, report } from '../buildContext.ts';
import type { KustomizeProblem } from '../problems.ts';
import type { Resource } from '../resource.ts';

/** What cannot make its way through JSON and YAML, which every resource makes before it is printed. */
type Flaw =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'number' | 'tag' | 'tab' | 'control' | 'replaced'; readonly scalar: Scalar };

/**
 * Reports what cannot be printed: infinities, keys that are no text or too long, texts that their tags do not fit, and
 * characters and blocks that the official tool writes so that it cannot read them back.
 */
export function checkRenderable(context: BuildContext, resources: readonly Resource[]): void {
  let isReplaced = false;
  for (const { node, location, keyProblems } of resources) {
    for (const problem of keyProblems)
      if (isLeft(node, problem)) context.problems.push({ ...problem, related: [location] });
    const annotations = get(get(node, 'metadata'), 'annotations');
    const keys = annotations?.kind === 'mapping' ? annotations.keys : [];
    const key = keys.find(each => resolvePlain(each).type !== 'string');
    if (key !== undefined) report(context, 'resource.bad-key', { key }, location);
    const flaw = flawOf(node);
    if (flaw === undefined) continue;
    if (flaw.kind === 'key') {
      report(context, 'resource.bad-key', { key: JSON.stringify(flaw.key) }, location);
      continue;
    }
    if (flaw.kind === 'replaced') {
      isReplaced = true;
      continue;
    }
    const { scalar } = flaw;
    const place = placeOf(scalar);
    if (flaw.kind === 'number')
      report(context, 'resource.bad-number', { text: scalar.text }, place, [location]);
    else if (flaw.kind === 'control') report(context, 'resource.control-character', {}, place, [location]);
    else if (flaw.kind === 'tab') report(context, 'resource.leading-tab', {}, place, [location]);
    else report(context, 'resource.wrong-tag', { tag: shortTag(scalar.tag ?? '') }, place, [location]);
  }
  // The replacement said so itself, at the field that it writes to; what came later may have mended it.
  if (!isReplaced) forget(context, 'replacement.wrong-value-type');
}

/** Whether the key that a problem is about is still there, and still repeated. */
function isLeft(node: YamlNode, { code, location }: KustomizeProblem): boolean {
  if (!('start' in location) || node.kind === 'scalar') return false;
  if (node.kind === 'mapping') {
    const key = node.keys[node.keyStarts.indexOf(location.start)];
    const isRepeated = key !== undefined && node.keys.indexOf(key) !== node.keys.lastIndexOf(key);
    if (key !== undefined && (code !== 'yaml.duplicate-key' || isRepeated)) return true;
  }
  return (node.kind === 'mapping' ? node.values : node.items).some(child =>
    isLeft(child, { code, location } as KustomizeProblem),
  );
}

function forget({ problems }: BuildContext, code: KustomizeProblem['code']): void {
  for (let index = problems.length - 1; index >= 0; index -= 1) {
    if (problems[index]?.code === code) problems.splice(index, 1);
  }
}

/** Where a scalar stands, or what set it. */
function placeOf({ from, start, text }: Scalar): OffsetLocation {
  const file = isSetting(from) ? from.file : from;
  const at = Math.max(isSetting(from) ? from.start : start, 0);
  return { uri: file.uri, start: at, end: Math.min(at + Math.max(text.length, 1), file.text.length) };
}

const checked = new WeakMap<YamlNode, Flaw | null>();

function flawOf(node: YamlNode): Flaw | undefined {
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
