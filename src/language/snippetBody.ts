/** A place in a snippet that is meant to be filled in, in the syntax that VS Code and LSP share. */
export interface SnippetPlaceholder {
  /** The number of the tab stop; a repeated number is a mirror. */
  readonly stop: number;
  /** What stands there until something is typed; the first of the choices where there are some. */
  readonly initial: string;
  /** The closed list it is one of, empty where anything may stand there. */
  readonly choices: readonly string[];
}

const marks = /\\([$}\\])|\$(?:(\d+)|\{(\d+)(?:\|([^|]*)\||:((?:[^\\}]|\\.)*))?\})/g;

/** The tab stops of a snippet in the order of their first occurrence; the end of all (`$0`) is none. */
export function placeholdersOf(body: string): SnippetPlaceholder[] {
  const found = new Map<number, SnippetPlaceholder>();
  for (const [, , bare, braced, choices, initial] of body.matchAll(marks)) {
    const stop = Number(bare ?? braced ?? 0);
    if (stop === 0 || found.has(stop)) continue;
    const list = choices?.split(',') ?? [];
    found.set(stop, { stop, initial: list[0] ?? withoutEscapes(initial ?? ''), choices: list });
  }
  return [...found.values()];
}

/** The text of a snippet once each tab stop holds what `chosen` says, else what it holds at first. */
export function expandSnippet(body: string, chosen: ReadonlyMap<number, string> = new Map()): string {
  const initial = new Map(placeholdersOf(body).map(placeholder => [placeholder.stop, placeholder.initial]));
  return body.replaceAll(marks, (_, escaped?: string, bare?: string, braced?: string) => {
    if (escaped !== undefined) return escaped;
    const stop = Number(bare ?? braced);
    return chosen.get(stop) ?? initial.get(stop) ?? '';
  });
}

function withoutEscapes(text: string): string {
  return text.replaceAll(/\\([$}\\])/g, '$1');
}
