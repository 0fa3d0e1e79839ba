/** Whether a text is what a glob means: `*` within a segment, `**` across them, `?` for one character. */
export function matchesGlob(glob: string, text: string): boolean {
  const parts = glob.split(/(\*\*\/|\*\*|\*|\?)/).map(part => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`).test(text);
}
