import { escapeSequence, isEscaped } from '../escapeSequence.ts';
import { resolvePlain } from '../resolve.ts';
import { plainTag, type V3Node } from './node.ts';

/** Where a scalar is written, as far as its style depends on it. */
export interface ScalarPlace {
  readonly inFlow: boolean;
  readonly isKey: boolean;
}

const lineBreak = /[\r\n\u0085\u2028\u2029]/;
const unprintable = /[^\t\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const special = new RegExp(`${unprintable.source}|[\\ud800-\\udfff]| [\\r\\n\\u0085\\u2028\\u2029]`);
const outer = /^[ \r\n\u0085\u2028\u2029]|[ \r\n\u0085\u2028\u2029]$/;
const breakThenSpace = /[\r\n\u0085\u2028\u2029] /;
const blank = '[ \\t\\r\\n\\u0085\\u2028\\u2029]';
const blockIndicator = new RegExp(
  `^(?:---|\\.\\.\\.|[#,[\\]{}&*!|>'"%@\`]|[?:-](?:[ \\t]|$))|(?<!^):(?:[ \\t]|$)|(?<=${blank})#`,
);
const flowIndicator = new RegExp(
  `^(?:---|\\.\\.\\.|[#,[\\]{}&*!|>'"%@\`?:]|-(?:[ \\t]|$))|(?<!^)[,?[\\]{}:]|(?<=${blank})#`,
);

/** A key with line breaks, or longer than 128 bytes with its properties, stands behind `?`. */
export function isSimpleKey(node: V3Node): boolean {
  if (node.kind === 'alias') return node.text.length <= 128;
  if (node.kind !== 'scalar') return node.content.length === 0;
  if (lineBreak.test(node.text)) return false;
  const properties = node.anchor.length + writtenTag(node).tag.length;
  return properties + new TextEncoder().encode(node.text).length <= 128;
}

/** The tag as it must be written, empty where reading gives it back without, and whether quotes must say it is text. */
export function writtenTag(node: V3Node): { readonly tag: string; readonly quoted: boolean } {
  const { kind, tag, tagged } = node;
  if (tag === '' || tagged) return { tag, quoted: false };
  if (kind !== 'scalar') {
    const implied = kind === 'mapping' ? '!!map' : '!!seq';
    return { tag: tag === implied ? '' : tag, quoted: false };
  }
  if (tag === '!!str' && node.style !== 'plain') return { tag: '', quoted: false };
  if (plainTag(node.text) === tag) return { tag: '', quoted: false };
  return tag === '!!str' ? { tag: '', quoted: true } : { tag, quoted: false };
}

/** The style a scalar is written in: its own as far as its text allows it there. */
export function styleOf(node: V3Node, place: ScalarPlace): V3Node['style'] {
  const { text } = node;
  const single = !breakThenSpace.test(text) && !text.includes('\t') && !special.test(text);
  let { style } = node;
  if (style === 'plain' && text.includes('\n')) style = 'literal';
  else if (style === 'plain' && writtenTag(node).quoted) style = 'double';
  if (place.isKey && lineBreak.test(text)) style = 'double';
  if (style === 'plain') {
    const indicator = place.inFlow ? flowIndicator : blockIndicator;
    const empty = text === '' && (place.inFlow || place.isKey);
    if (empty || !single || lineBreak.test(text) || outer.test(text) || indicator.test(text))
      style = 'single';
  }
  if (style === 'single' && !single) return 'double';
  const isBlock = style === 'literal' || style === 'folded';
  if (!isBlock) return style;
  return allowsBlock(text) && !place.inFlow && !place.isKey ? style : 'double';
}

/** Whether a text can stand in a block, literal or folded. */
export function allowsBlock(text: string): boolean {
  return text !== '' && !text.endsWith(' ') && !special.test(text);
}

/** A text in double quotes; lines are not folded. */
export function doubleQuoted(text: string): string {
  // The emitter looks for a byte order mark at the start of the text whatever character it is at.
  const all = text.startsWith('\ufeff');
  let out = '"';
  for (const rune of text) out += all || isEscaped(rune) ? escapeSequence(rune.codePointAt(0) ?? 0) : rune;
  return `${out}"`;
}

/** Whether a scalar's tag says something else than its text can mean, which the official decoder refuses. */
export function isMisfit(tag: string, text: string): boolean {
  if (tag === '!!binary') return !base64.test(text.replace(/[\r\n]/g, ''));
  if (!['!!int', '!!float', '!!bool', '!!null', '!!timestamp'].includes(tag)) return false;
  const implied = plainTag(text);
  if (tag === '!!float' && implied === '!!int') return !/^-?\d+$/.test(intText(text)) || tooBig(text);
  return implied !== tag;
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function intText(text: string): string {
  const resolved = resolvePlain(text);
  return resolved.type === 'int' ? resolved.text : '';
}

/** Integers beyond 2^63 do not become floats by a tag. */
function tooBig(text: string): boolean {
  return BigInt(intText(text)) >= 2n ** 63n;
}
