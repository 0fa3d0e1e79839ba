import type { LanguageLabels } from '../language/labels.ts';
import type { LanguageProblem } from '../language/languageProblem.ts';
import type { QuickFix } from '../language/quickFix.ts';
import { languageMessages as english } from '../messages/en/language.ts';
import { schemaMessages as englishSchema } from '../messages/en/schema.ts';
import { languageMessages as korean } from '../messages/ko/language.ts';
import { schemaMessages as koreanSchema } from '../messages/ko/schema.ts';

/** Everything the server says, in the language of its client. */
export interface Texts {
  problem(problem: LanguageProblem): string;
  fix(title: QuickFix['title']): string;
  label<Code extends keyof LanguageLabels>(code: Code, params: LanguageLabels[Code]): string;
}

/** The texts for a locale as editors name it (`ko`, `ko-KR`); English for what is not translated. */
export function textsFor(locale: string | undefined): Texts {
  const isKorean = /^ko\b/i.test(locale ?? '');
  const messages = isKorean ? korean : english;
  const problems = isKorean ? koreanSchema : englishSchema;
  return {
    problem: problem => call(problems, problem.code, problem.params),
    fix: title => call(messages, title.code, title.params),
    label: (code, params) => call(messages, code, params),
  };
}

/** Code and parameters belong together where the value was made; the union forgets it. */
function call(messages: object, code: string, params: object): string {
  const message: unknown = Reflect.get(messages, code);
  return typeof message === 'function' ? String(message(params)) : code;
}
