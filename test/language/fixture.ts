/** Several files in one string, each behind a line `#- /path`; a string without such a line is one kustomization. */
export function parseFixture(fixture: string): Record<string, string> {
  const files: Record<string, string> = {};
  const parts = `\n${fixture}`.split(/\n#- (\/\S+)\n/);
  const [alone = ''] = parts;
  if (parts.length === 1) return { '/kustomization.yaml': alone.slice(1) };
  for (let i = 1; i < parts.length; i += 2) files[parts[i] ?? ''] = `${parts[i + 1] ?? ''}\n`;
  return files;
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
 * the carets in the line above; in `#^^^` the `#` counts as a caret, to reach the first column.
 */
export function markersOf(path: string, text: string): Marker[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const match = /^(\s*#\s*?)( *)(\^+) (.+)$/.exec(line);
    if (match === null) return [];
    const [, lead = '', space = '', carets = '', expectation = ''] = match;
    let marked = index - 1;
    while (/^\s*# *\^/.test(lines[marked] ?? '')) marked -= 1;
    const start = lead.length + space.length - (space === '' && lead.endsWith('#') ? 1 : 0);
    return [{ path, line: marked, start, end: lead.length + space.length + carets.length, expectation }];
  });
}
