import type { Summary } from '../../cluster/kinds/summary.ts';
import { closeness } from './rank.ts';

/** Objects that may be found: one kind of one context. */
export interface Source {
  readonly items: Iterable<Summary>;
  /** What else of them words may name, in lower case: kind and context. */
  readonly about: string;
  /** Where nothing else decides, a source with a smaller number comes first. */
  readonly order: number;
  /** Comes before other namespaces where nothing else decides. */
  readonly favourite: string;
  /** Only objects of this namespace; `undefined` for all. */
  readonly within: string | undefined;
}

/** What is looked for: every word has to fit. In lower case. */
export interface Wanted {
  /** Part of a namespace's name. */
  readonly namespace: string | undefined;
  readonly words: readonly string[];
}

/** An object that fits. */
export interface Found<S extends Source> {
  readonly object: Summary;
  readonly source: S;
}

/** The best ones in their order, and how many fit in all. */
export interface Findings<S extends Source> {
  readonly best: readonly Found<S>[];
  readonly count: number;
}

/** How a search shares the thread. */
export interface SearchOptions {
  readonly most: number;
  /** Gives the search up. */
  readonly isStale: () => boolean;
  /** Lets others have their turn. */
  readonly pause: () => Promise<void>;
}

/** The extension host answers others at least this often. */
const sliceMilliseconds = 6;
/** Objects between two looks at the clock. */
const stride = 256;
/** Of a word that names the namespace, or kind or context, instead of the object. */
const namespaceFit = 15;
const aboutFit = 12;

/**
 * Finds the objects that fit best among however many: bad ones before good ones, and those of the favourite namespace before
 * others, where they fit equally well. Works in slices; `undefined` where it was given up.
 */
export async function search<S extends Source>(
  sources: readonly S[],
  wanted: Wanted,
  { most, isStale, pause }: SearchOptions,
): Promise<Findings<S> | undefined> {
  const best: Ranked<S>[] = [];
  let count = 0;
  let seen = 0;
  let sliceEnd = performance.now() + sliceMilliseconds;
  for (const source of sources) {
    for (const object of source.items) {
      seen += 1;
      if (seen % stride === 0 && performance.now() > sliceEnd) {
        await pause();
        if (isStale()) return undefined;
        sliceEnd = performance.now() + sliceMilliseconds;
      }
      const fits = fitOf(object, source, wanted);
      if (fits === undefined) continue;
      count += 1;
      if (best.length === most && fits < (best.at(-1)?.fits ?? 0)) continue;
      insert(best, { object, source, fits, favour: favourOf(object, source) }, most);
    }
  }
  return isStale() ? undefined : { best, count };
}

interface Ranked<S extends Source> extends Found<S> {
  readonly fits: number;
  readonly favour: number;
}

function fitOf({ metadata }: Summary, source: Source, { namespace, words }: Wanted): number | undefined {
  if (source.within !== undefined && metadata.namespace !== source.within) return undefined;
  let sum = 0;
  if (namespace !== undefined) {
    if (!metadata.namespace.includes(namespace)) return undefined;
    sum += metadata.namespace === namespace ? namespaceFit : 0;
  }
  const name = metadata.name.toLowerCase();
  for (const word of words) {
    const fits = closeness(word, name) ?? 0;
    const beside = metadata.namespace.includes(word)
      ? namespaceFit
      : source.about.includes(word)
        ? aboutFit
        : 0;
    const better = Math.max(fits, beside);
    if (better === 0) return undefined;
    sum += better;
  }
  return sum;
}

function favourOf({ health, metadata }: Summary, { favourite }: Source): number {
  return (metadata.namespace === favourite ? 2 : 0) + (health === 'bad' ? 1 : 0);
}

/** Into its place among the best, of which the last one goes where there are too many. */
function insert<S extends Source>(best: Ranked<S>[], found: Ranked<S>, most: number): void {
  const last = best.at(-1);
  if (best.length === most && last !== undefined && compare(found, last) >= 0) return;
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = best[middle];
    if (other !== undefined && compare(other, found) <= 0) low = middle + 1;
    else high = middle;
  }
  best.splice(low, 0, found);
  if (best.length > most) best.pop();
}

function compare(one: Ranked<Source>, other: Ranked<Source>): number {
  if (one.fits !== other.fits) return other.fits - one.fits;
  if (one.favour !== other.favour) return other.favour - one.favour;
  if (one.source.order !== other.source.order) return one.source.order - other.source.order;
  const [left, right] = [one.object.metadata, other.object.metadata];
  if (left.name !== right.name) return left.name < right.name ? -1 : 1;
  return left.namespace < right.namespace ? -1 : Number(left.namespace > right.namespace);
}
