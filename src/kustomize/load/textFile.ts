import type { KustomizeProblem } from '../problems.ts';
import type { Entry } from '../snapshot.ts';

/**
 * The problem of a file that is read as YAML but is not text in UTF-8, or `undefined`. Only a text that holds
 * replacement characters can come from other bytes, so few files are decoded a second time.
 */
export function textProblem({ file, bytes }: Extract<Entry, { kind: 'file' }>): KustomizeProblem | undefined {
  if (!file.text.includes('\ufffd')) return undefined;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    const location = {
      uri: file.uri,
      start: file.text.indexOf('\ufffd'),
      end: file.text.indexOf('\ufffd') + 1,
    };
    return { code: 'yaml.not-text', params: {}, severity: 'error', location };
  }
}
