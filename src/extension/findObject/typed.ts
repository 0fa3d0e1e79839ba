/** What the text of the quick pick asks for. Words are in lower case. */
export type Typed =
  | {
      readonly asks: 'objects';
      /** As typed: a short name, plural or kind; `undefined` for the usual kinds. */
      readonly resource: string | undefined;
      /** Part of a namespace's name. */
      readonly namespace: string | undefined;
      readonly words: readonly string[];
    }
  /** For kinds to choose from. */
  | { readonly asks: 'kinds'; readonly words: readonly string[] }
  | { readonly asks: 'namespaces'; readonly words: readonly string[] }
  | { readonly asks: 'contexts'; readonly words: readonly string[] };

const namespaceCommands = new Set(['ns', 'namespace', 'namespaces']);
const contextCommands = new Set(['ctx', 'context', 'contexts']);

/**
 * Reads what was typed, as in k9s: `po/web`, `po/shop/web`, `shop/web`, `:ns shop`, `:ctx`, `:dep` for kinds to choose from
 * and `:po shop` for those of a namespace. `isKind` says whether some cluster has a kind by that name; a word before a slash
 * that is none is part of a namespace.
 */
export function readTyped(text: string, isKind: (name: string) => boolean): Typed {
  const line = text.trimStart().toLowerCase();
  return line.startsWith(':') ? readCommand(line.slice(1), isKind) : readSearch(line, isKind);
}

function readCommand(line: string, isKind: (name: string) => boolean): Typed {
  const [name = '', ...words] = wordsOf(line);
  if (namespaceCommands.has(name)) return { asks: 'namespaces', words };
  if (contextCommands.has(name)) return { asks: 'contexts', words };
  // Until the space a longer name may be meant: `:po`, `:pods`, `:podmonitors`.
  const isFinished = /\S\s/.test(line) && isKind(name);
  if (!isFinished) return { asks: 'kinds', words: wordsOf(line) };
  const [namespace, ...rest] = words;
  return { asks: 'objects', resource: name, namespace, words: rest };
}

function readSearch(line: string, isKind: (name: string) => boolean): Typed {
  const [first = '', ...rest] = line.split('/').map(part => part.trim());
  if (rest.length === 0) {
    return { asks: 'objects', resource: undefined, namespace: undefined, words: wordsOf(line) };
  }
  const resource = isKind(first) ? first : undefined;
  const [name = '', ...namespaces] = (resource === undefined ? [first, ...rest] : rest).toReversed();
  const namespace = namespaces.find(part => part !== '');
  return { asks: 'objects', resource, namespace, words: wordsOf(name) };
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(word => word !== '');
}
