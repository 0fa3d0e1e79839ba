import type { SpecialFile } from './memoryWorkspace.ts';

/**
 * Several files in one string, each behind a line `#- /path`; a string without such a line is one kustomization. A
 * word in brackets behind the path says what is special: `(EACCES)` cannot be read, `(latin1)` is no UTF-8.
 */
export function parseFixture(fixture: string): Record<string, string> {
  const files: Record<string, string> = {};
  const parts = splitFixture(fixture);
  const [alone = ''] = parts;
  if (parts.length === 1) return { '/kustomization.yaml': alone.slice(1) };
  for (let i = 1; i < parts.length; i += 3) files[parts[i] ?? ''] = `${parts[i + 2] ?? ''}\n`;
  return files;
}

/** The files of a fixture that are special, by path. */
export function specialFilesOf(fixture: string): Record<string, SpecialFile> {
  const special: Record<string, SpecialFile> = {};
  const parts = splitFixture(fixture);
  for (let i = 1; i < parts.length; i += 3) {
    const word = parts[i + 1];
    if (word !== undefined)
      special[parts[i] ?? ''] = word === 'latin1' ? { latin1: true } : { unreadable: word };
  }
  return special;
}

function splitFixture(fixture: string): (string | undefined)[] {
  return `\n${fixture}`.split(/\n#- (\/\S+)(?: \((\w+)\))?\n/);
}

/** What a `^^^` line under a line of a fixture expects there. */
export interface Marker {
  readonly path: string;
  /** Zero-based, of the marked line. */
  readonly line: number;
  /** UTF-16 columns. */
  readonly start: number;
  readonly end: number;
  /** `error resource.not-found`, or with ` in /a /b` behind it the roots that run into it. */
  readonly expectation: string;
}

/**
 * The markers of a file. They are comments, so the text stays as it is: `# ^^^ error code` marks the columns of
 * the carets in the line above; in `#^^^` the `#` counts as a caret, to reach the first column. Where neither fits,
 * `#@ 0-1 error code` names the columns.
 */
export function markersOf(path: string, text: string): Marker[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const named = /^\s*#@ (\d+)-(\d+) (.+)$/.exec(line);
    const match = /^(\s*#\s*?)( *)(\^+) (.+)$/.exec(line);
    if (match === null && named === null) return [];
    let marked = index - 1;
    while (/^\s*#(?: *\^|@ )/.test(lines[marked] ?? '')) marked -= 1;
    if (named !== null) {
      const [, start, end, expectation = ''] = named;
      return [{ path, line: marked, start: Number(start), end: Number(end), expectation }];
    }
    const [, lead = '', space = '', carets = '', expectation = ''] = match ?? [];
    const start = lead.length + space.length - (space === '' && lead.endsWith('#') ? 1 : 0);
    return [{ path, line: marked, start, end: lead.length + space.length + carets.length, expectation }];
  });
}
