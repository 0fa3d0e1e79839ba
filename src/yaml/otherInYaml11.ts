import { parseDocument } from './parse.ts';
import { resolvePlain } from './resolve.ts';
import { resolvesAsYaml11NonString } from './yaml11.ts';

/** Whether go-yaml v2 would read a plain text as something else than a string. */
export function isOtherInYaml11(text: string): boolean {
  if (text === '' || text.includes('\n')) return false;
  if (resolvesAsYaml11NonString(text)) {
    // Dates stay strings there, and base 60 is not known.
    return resolvePlain(text).type !== 'timestamp' && !/^[-+]?[0-9][0-9_]*:/.test(text);
  }
  if (/^[\w./ -]*$/.test(text) && !text.startsWith('- ') && text !== '-') return false;
  const { node, problems } = parseDocument({ uri: '', path: '', text });
  if (problems.some(({ severity }) => severity === 'error')) return false;
  return node?.kind !== 'scalar' || (node.style === 'plain' && resolvesAsYaml11NonString(node.text));
}
