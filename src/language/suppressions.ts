import { nearestField } from '../schema/nearestField.ts';
import { type Span, textParts } from '../yaml/comments.ts';
import type { SourceFile } from '../yaml/node.ts';
import { lineIndex } from '../yaml/range.ts';
import type { LanguageProblem } from './languageProblem.ts';
import { isRuleCode, ruleCodes } from './rules/severities.ts';

/** The word that begins every comment which disables a rule. */
const word = 'kubewright-disable';

/** Codes behind one another, with commas or blanks between; what stands behind a blank is one only with a dot in it. */
export const codeList = /[\w.-]+(?:\s*,\s*[\w.-]+|\s+(?!--)[\w-]+\.[\w.-]+)*/.source;

const directive = new RegExp(`^#+\\s*${word}(-next-line|-line|)(?![\\w-])\\s*:?\\s*(${codeList})?`);

/** Whether there may be such a comment in a text: a search for one word. */
export function mayDisable(text: string): boolean {
  return text.includes(word);
}

/** What the comments of a text disable. Lines count from zero. */
export interface Suppressions {
  /** Whether a finding of a rule that begins in a line is not to be shown. */
  covers(code: string, line: number): boolean;
  /**
   * The line above which a comment reaches what begins in `line`: that itself, or within a scalar of several lines
   * the one where the scalar begins.
   */
  anchor(line: number): number;
}

interface Directive {
  readonly where: 'file' | 'line' | 'next-line';
  /** With their places in the text; empty where all rules are meant. */
  readonly codes: readonly (Span & { readonly code: string })[];
  /** Of the comment. */
  readonly start: number;
}

/** Reads the comments of a text; a text without any costs one search for the word. */
export function suppressionsIn(text: string): Suppressions {
  if (!mayDisable(text)) return { covers: () => false, anchor: line => anchorIn(text, line) };
  const { comments, longScalars } = textParts(text);
  const { position } = lineIndex(text);
  const lines = text.split('\n');
  const spans = longScalars.map(({ start, end }) => [position(start).line, position(end - 1).line] as const);
  const everywhere: Directive[] = [];
  const byLine = new Map<number, Directive[]>();
  for (const directive of directivesIn(text, comments)) {
    if (directive.where === 'file') everywhere.push(directive);
    else {
      const own = position(directive.start).line;
      const line = directive.where === 'line' ? own : lineBelow(lines, own);
      byLine.set(line, [...(byLine.get(line) ?? []), directive]);
    }
  }
  const anchor = (line: number) => anchorOf(spans, line);
  return {
    anchor,
    covers(code, line) {
      if (!isRuleCode(code)) return false;
      const near = [...(byLine.get(line) ?? []), ...(byLine.get(anchor(line)) ?? [])];
      return [...everywhere, ...near].some(
        ({ codes }) => codes.length === 0 || codes.some(each => each.code === code),
      );
    },
  };
}

/** Says of each code in such a comment that no rule has it. */
export function unknownSuppressions({ uri, path, text }: SourceFile): readonly LanguageProblem[] {
  if (!mayDisable(text) || !/(?:\.ya?ml|\/Kustomization)$/.test(path)) return [];
  return directivesIn(text, textParts(text).comments).flatMap(({ codes }) =>
    codes.flatMap(({ code, start, end }): LanguageProblem[] => {
      if (isRuleCode(code)) return [];
      const nearest = nearestField(code, ruleCodes);
      return [
        {
          code: 'suppression.unknown-code',
          params: { code, ...(nearest === undefined ? {} : { nearest }) },
          severity: 'hint',
          location: { uri, start, end },
        },
      ];
    }),
  );
}

function directivesIn(text: string, comments: readonly Span[]): Directive[] {
  return comments.flatMap(({ start, end }): Directive[] => {
    const match = directive.exec(text.slice(start, end));
    if (match === null) return [];
    const [whole, suffix = '', list = ''] = match;
    const offset = start + whole.length - list.length;
    // A reason may follow behind two dashes, also where no code is named.
    const codes = list.startsWith('--')
      ? []
      : [...list.matchAll(/[\w.-]+/g)].map(({ 0: code, index }) => ({
          code,
          start: offset + index,
          end: offset + index + code.length,
        }));
    const where = suffix === '' ? 'file' : suffix === '-line' ? 'line' : 'next-line';
    return [{ where, codes, start }];
  });
}

/** The line that a comment stands above; other comments may stand between. */
function lineBelow(lines: readonly string[], line: number): number {
  let below = line + 1;
  while (/^\s*#/.test(lines[below] ?? '')) below += 1;
  return below;
}

function anchorIn(text: string, line: number): number {
  const { position } = lineIndex(text);
  const spans = textParts(text).longScalars;
  return anchorOf(
    spans.map(({ start, end }) => [position(start).line, position(end - 1).line] as const),
    line,
  );
}

function anchorOf(spans: readonly (readonly [first: number, last: number])[], line: number): number {
  return spans.find(([first, last]) => first < line && line <= last)?.[0] ?? line;
}
