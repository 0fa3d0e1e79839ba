import type { OffsetLocation } from '../../yaml/location.ts';
import { get, isSetting, type Scalar, type YamlNode } from '../../yaml/node.ts';
import { resolvePlain, resolveScalar } from '../../yaml/resolve.ts';
import { shortTag } from '../../yaml/v3/node.ts';
import { allowsBlock, isMisfit } from '../../yaml/v3/scalarStyle.ts';
import { type BuildContext, report } from '../buildContext.ts';
import type { Resource } from '../resource.ts';

/** What cannot make its way through JSON and YAML, which every resource makes before it is printed. */
type Flaw =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'number' | 'tag' | 'tab'; readonly scalar: Scalar };

/**
 * Reports what cannot be printed: infinities, keys that are no text, texts that their tags do not fit, and blocks that
 * begin with a tab, which the official tool writes so that it cannot read them back.
 */
export function checkRenderable(context: BuildContext, resources: readonly Resource[]): void {
  for (const { node, location } of resources) {
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
    const { scalar } = flaw;
    const place = placeOf(scalar);
    if (flaw.kind === 'number')
      report(context, 'resource.bad-number', { text: scalar.text }, place, [location]);
    else if (flaw.kind === 'tab') report(context, 'resource.leading-tab', {}, place, [location]);
    else report(context, 'resource.wrong-tag', { tag: shortTag(scalar.tag ?? '') }, place, [location]);
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
    // Within a line of JSON it ends the line, which no key outlasts.
    const key = node.keys.find(each => each.includes('\u0085'));
    if (key !== undefined) found = { kind: 'key', key };
  }
  for (const child of node.kind === 'mapping' ? node.values : node.items) {
    if (found !== undefined) break;
    found = flawOf(child);
  }
  checked.set(node, found ?? null);
  return found;
}

function flawOfScalar(scalar: Scalar): Flaw | undefined {
  const { style, tag, tagged, text, from } = scalar;
  if (tagged === true && isMisfit(shortTag(tag ?? ''), text)) {
    // A replacement says so itself, at the field that it writes to.
    return isSetting(from) && from.directive.startsWith('replacements') ? undefined : { kind: 'tag', scalar };
  }
  if (style === 'literal' || style === 'folded') {
    return text.startsWith('\t') && allowsBlock(text) ? { kind: 'tab', scalar } : undefined;
  }
  if (style !== 'plain' || !/^[-+]?\.(?:inf|nan)$/i.test(text)) return undefined;
  const resolved = resolveScalar(scalar);
  return resolved.type === 'float' && !Number.isFinite(resolved.value)
    ? { kind: 'number', scalar }
    : undefined;
}
