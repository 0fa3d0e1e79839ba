import type { PageText, PageTexts } from './protocol.ts';

/** The words of the page, once the extension has sent them. */
export interface Words {
  /** `{0}` and on are replaced in their order. */
  say(text: PageText, ...values: readonly (string | number)[]): string;
  /** A count as it is written in the language. */
  count(value: number): string;
}

/** Words in one language (BCP 47). */
export function wordsOf(texts: PageTexts, language: string): Words {
  const numbers = new Intl.NumberFormat(language);
  return {
    say: (text, ...values) =>
      texts[text].replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? '')),
    count: value => numbers.format(value),
  };
}
