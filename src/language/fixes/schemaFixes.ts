import type { FixRequest, QuickFix } from './quickFix.ts';
import { textIn } from './textAt.ts';

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
