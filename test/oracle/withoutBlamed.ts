import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseDocument } from 'yaml';
import type { Rule } from '../../src/language/rules/rule.ts';
import { rules } from '../../src/language/rules/rules.ts';
import type { Location } from '../../src/yaml/location.ts';
import { rangeOf } from '../../src/yaml/range.ts';

/** The rules that say of something that it does nothing, by their codes. */
export const claims: ReadonlyMap<string, Rule> = new Map(
  rules.flatMap(rule =>
    rule.deadEntry === undefined && rule.deadValue === undefined ? [] : [[rule.code as string, rule]],
  ),
);

/** A text without what a rule calls dead there: the entry is deleted, or another value stands in the value's place. */
export function withoutBlamed(text: string, { deadEntry, deadValue }: Rule, location: Location): string {
  if (deadValue) {
    const lines = TextDocument.create('', 'yaml', 0, text);
    const range = rangeOf(location, text);
    const [start, end] = [lines.offsetAt(range.start), lines.offsetAt(range.end)];
    const value = text.slice(start, end);
    const quote = /^["']/.exec(value)?.[0] ?? '';
    // A number stays one, and a word a word.
    const other = `${value.slice(0, value.length - quote.length)}${/^[\d.]+$/.test(value) ? '7' : 'x'}${quote}`;
    return text.slice(0, start) + other + text.slice(end);
  }
  if ('start' in location) {
    // Within a text that is a patch nothing has a path; its entries have lines for themselves.
    const end = text.indexOf('\n', Math.max(location.start, location.end - 1));
    return text.slice(0, location.start) + text.slice(end < 0 ? text.length : end);
  }
  const document = parseDocument(text);
  document.deleteIn(location.path.slice(0, deadEntry === 'whole' ? undefined : deadEntry));
  return document.toString({ lineWidth: 0 });
}
