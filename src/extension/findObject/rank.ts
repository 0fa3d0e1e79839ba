/** Best and worst that `closeness` gives. */
const whole = 100;
const beginning = 80;
const wordBeginning = 60;
const inside = 40;
const scattered = 30;
/** What each jump within the text costs a word whose letters are scattered over it. */
const jumpToWord = 2;
const jumpAnywhere = 6;
/** What a text of nothing but the word is worth more than a very long one. */
const brevity = 10;

/** How well a word fits a text, both in lower case; more is better, `undefined` where its letters are not there in order. */
export function closeness(word: string, text: string): number | undefined {
  const at = text.indexOf(word);
  if (at < 0) return fitScattered(word, text);
  if (text.length === word.length) return whole;
  const place = at === 0 ? beginning : isAtWord(word, text, at) ? wordBeginning : inside;
  return place + (brevity * word.length) / text.length;
}

function isAtWord(word: string, text: string, first: number): boolean {
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1)) if (beginsWord(text, at)) return true;
  return false;
}

/** Names are words joined by `-`, `.`, `:` and the like. */
function beginsWord(text: string, at: number): boolean {
  return at === 0 || !isLetterOrDigit(text.charCodeAt(at - 1));
}

function isLetterOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127;
}

/** As in `wfe` for `web-frontend`: letters go on, or at the next word, or anywhere behind. */
function fitScattered(word: string, text: string): number | undefined {
  const byWords = walk(word, text, true);
  const left = byWords ?? walk(word, text, false);
  return left === undefined || left <= 0 ? undefined : left;
}

function walk(word: string, text: string, prefersWords: boolean): number | undefined {
  let left = scattered;
  let at = 0;
  for (let index = 0; index < word.length; index += 1) {
    const letter = word[index] ?? '';
    if (index > 0 && text[at] === letter) {
      at += 1;
      continue;
    }
    const anywhere = text.indexOf(letter, at);
    if (anywhere < 0) return undefined;
    const atWord = prefersWords ? nextWord(letter, text, anywhere) : undefined;
    const next = atWord ?? anywhere;
    left -= beginsWord(text, next) ? jumpToWord : jumpAnywhere;
    at = next + 1;
  }
  return left;
}

function nextWord(letter: string, text: string, from: number): number | undefined {
  for (let at = from; at >= 0; at = text.indexOf(letter, at + 1)) if (beginsWord(text, at)) return at;
  return undefined;
}
