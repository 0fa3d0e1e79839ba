import type { Position, Range } from '../../yaml/location.ts';
import type { FixRequest, QuickFix } from './quickFix.ts';

/** Quotes what YAML reads as a number or a boolean where the field takes a string. */
export function quoteObjectValueFix({ problem, range, text }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'schema.wrong-type' || problem.params.expected !== 'string') return undefined;
  const written = textIn(text, range);
  if (!/^[-+.\w]+$/.test(written)) return undefined;
  return {
    title: { code: 'fix.quote', params: { text: written } },
    edits: [{ uri: problem.location.uri, range, newText: `"${written}"` }],
    preferred: true,
  };
}

/** Takes a number or a boolean out of its quotes. */
export function unquoteObjectValueFix({ problem, range, text }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'schema.wrong-type' || problem.params.actual !== 'string') return undefined;
  const [, inner] = /^["'](.*)["']$/.exec(textIn(text, range)) ?? [];
  const wanted = { integer: /^-?(?:0|[1-9]\d{0,17})$/, boolean: /^(?:true|false)$/ };
  const { expected } = problem.params;
  if (inner === undefined || (expected !== 'integer' && expected !== 'boolean')) return undefined;
  if (!wanted[expected].test(inner)) return undefined;
  return {
    title: { code: 'fix.unquote', params: { text: inner } },
    edits: [{ uri: problem.location.uri, range, newText: inner }],
    preferred: true,
  };
}

function textIn(text: string, { start, end }: Range): string {
  return text.slice(offsetAt(text, start), offsetAt(text, end));
}

function offsetAt(text: string, { line, character }: Position): number {
  let start = 0;
  for (let i = 0; i < line; i += 1) start = text.indexOf('\n', start) + 1;
  return start + character;
}
