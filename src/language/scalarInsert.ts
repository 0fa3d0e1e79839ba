import { resolvePlain } from '../yaml/resolve.ts';
import type { CursorContext } from './cursorContext.ts';

/** Characters that mean nothing to YAML, in block style and in flow style, where they stand like this. */
const harmless = /^[\p{L}\p{N}_./~+][\p{L}\p{N}_./~+@=:()-]*(?: [\p{L}\p{N}_./~+@=()-]+)*$/u;

/**
 * How a text is written where the cursor stands, as an LSP snippet: in the quotes that are there already, else in
 * quotes only where YAML would read something else; and what typed text is compared with.
 */
export function scalarInsert(
  text: string,
  { quote, needsSpace }: CursorContext,
): { readonly insert: string; readonly filter: string } {
  const written =
    quote === "'"
      ? `'${text.replaceAll("'", "''")}'`
      : isPlain(text) && quote === ''
        ? text
        : JSON.stringify(text);
  return { insert: `${needsSpace ? ' ' : ''}${escapeSnippet(written)}`, filter: `${quote}${text}` };
}

function isPlain(text: string): boolean {
  return harmless.test(text) && !/:(?:\s|$)/.test(text) && resolvePlain(text).type === 'string';
}

/** A text in which nothing means something to LSP snippets. */
export function escapeSnippet(text: string): string {
  return text.replaceAll(/[$}\\]/g, String.raw`\$&`);
}
