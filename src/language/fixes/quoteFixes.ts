import type { FixRequest, QuickFix } from './quickFix.ts';
import { offsetAt, textIn } from './textAt.ts';

/** Quotes a plain scalar that YAML reads as a number or a boolean where a string is needed. */
export function quoteFix({ problem, range, text: file }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'kustomization.wrong-type') return undefined;
  const { expected, actual, text } = problem.params;
  if (expected !== 'string' || (actual !== 'number' && actual !== 'boolean') || text === undefined)
    return undefined;
  // Where an alias stands the value is elsewhere.
  if (textIn(file, range) !== text) return undefined;
  return {
    title: { code: 'fix.quote', params: { text } },
    edits: [{ uri: problem.location.uri, range, newText: JSON.stringify(text) }],
    preferred: true,
  };
}

/** Quotes a label's value that YAML reads as a number or a boolean; not where it is written in another way. */
export function quoteLabelFix({ problem, range, text }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'label.not-string' || textIn(text, range) !== problem.params.text) return undefined;
  return {
    title: { code: 'fix.quote', params: { text: problem.params.text } },
    edits: [{ uri: problem.location.uri, range, newText: JSON.stringify(problem.params.text) }],
    preferred: true,
  };
}

/** Takes a number or a boolean out of quotes where one is needed. */
export function unquoteFix({ problem, range, text: file }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'kustomization.wrong-type') return undefined;
  const { expected, actual, text } = problem.params;
  if (actual !== 'string' || text === undefined) return undefined;
  const wanted = { integer: /^-?(?:0|[1-9][0-9]{0,17})$/, boolean: /^(?:true|false)$/ };
  if (expected !== 'integer' && expected !== 'boolean') return undefined;
  if (!wanted[expected].test(text) || !/^["']/.test(textIn(file, range))) return undefined;
  return {
    title: { code: 'fix.unquote', params: { text } },
    edits: [{ uri: problem.location.uri, range, newText: text }],
    preferred: true,
  };
}

/** Turns a bare file name in `patches` into an entry with `path`. */
export function wrapPathFix({ problem, range, text }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'kustomization.wrong-type') return undefined;
  const { field, expected, actual } = problem.params;
  if (expected !== 'mapping' || actual !== 'string' || !/^(?:patches|replacements)\[\d+\]$/i.test(field)) {
    return undefined;
  }
  const written = textIn(text, range);
  if (written.includes('\n')) return undefined;
  const inFlow = /[[{,]\s*$/.test(text.slice(0, offsetAt(text, range.start)));
  return {
    title: { code: 'fix.wrap-path', params: {} },
    edits: [
      { uri: problem.location.uri, range, newText: inFlow ? `{path: ${written}}` : `path: ${written}` },
    ],
    preferred: true,
  };
}
