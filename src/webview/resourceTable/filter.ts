/** What stands in the filter box. */
export interface Filter {
  /** All must be in a row, in whatever cell; in lower case. */
  readonly terms: readonly string[];
  /** One of them must begin the row's namespace; empty: any. */
  readonly namespaces: readonly string[];
  /** For the server, since rows do not know their labels; empty where none was given. */
  readonly labels: string;
}

/** A row as filters see it. */
export interface FilteredRow {
  readonly namespace: string;
  /** All cells in lower case. */
  readonly haystack: string;
}

/**
 * Reads words that rows must have, `ns:shop` or `ns:shop,models`, and `label:app=web,tier!=cache`. What stands between
 * double quotes is one word.
 */
export function parseFilter(text: string): Filter {
  const terms: string[] = [];
  const namespaces: string[] = [];
  const labels: string[] = [];
  for (const [, prefix = '', quoted, bare = ''] of text.matchAll(
    /(ns:|label:|l:)?(?:"([^"]*)"?|((?:[^\s(]|\([^)]*\)?)+))/gi,
  )) {
    const word = quoted ?? bare;
    // A prefix that waits for its value leaves out nothing.
    if (word === '' || /^(?:ns|label|l):$/i.test(bare)) continue;
    if (prefix === '') terms.push(word.toLowerCase());
    else if (prefix.toLowerCase() === 'ns:') {
      namespaces.push(
        ...word
          .toLowerCase()
          .split(',')
          .filter(each => each !== ''),
      );
    } else labels.push(word);
  }
  return { terms, namespaces, labels: labels.join(',') };
}

/** Whether the rows to be shown are all. */
export function isEmptyFilter({ terms, namespaces }: Filter): boolean {
  return terms.length + namespaces.length === 0;
}

/** Whether a row passes. */
export function passes({ terms, namespaces }: Filter, { namespace, haystack }: FilteredRow): boolean {
  for (const term of terms) if (!haystack.includes(term)) return false;
  return namespaces.length === 0 || namespaces.some(each => namespace.startsWith(each));
}
