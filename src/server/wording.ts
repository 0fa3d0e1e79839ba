import type { TextOf } from '../messages/text.ts';

/** How problems are told to the client. */
export interface Wording {
  /** The page that explains a rule, as an URI that the client can open; `undefined` where there is none. */
  pageOf: (code: string) => string | undefined;
  /** In the language of the client; English until it said which. */
  textOf: TextOf;
}
