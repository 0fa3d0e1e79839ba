import { applyMessages as applyEnglish } from './en/apply.ts';
import { cliMessages as cliEnglish } from './en/cli.ts';
import { clusterMessages as clusterEnglish } from './en/cluster.ts';
import { concernMessages as concernEnglish } from './en/concerns.ts';
import { kustomizeMessages as kustomizeEnglish } from './en/kustomize.ts';
import { languageMessages as languageEnglish } from './en/language.ts';
import { patchMessages as patchEnglish } from './en/patch.ts';
import { remoteMessages as remoteEnglish } from './en/remote.ts';
import { replacementMessages as replacementEnglish } from './en/replacement.ts';
import { ruleMessages as rulesEnglish } from './en/rules.ts';
import { schemaMessages as schemaEnglish } from './en/schema.ts';
import { snippetMessages as snippetEnglish } from './en/snippets.ts';
import { yamlMessages as yamlEnglish } from './en/yaml.ts';
import { applyMessages as applyKorean } from './ko/apply.ts';
import { cliMessages as cliKorean } from './ko/cli.ts';
import { clusterMessages as clusterKorean } from './ko/cluster.ts';
import { concernMessages as concernKorean } from './ko/concerns.ts';
import { kustomizeMessages as kustomizeKorean } from './ko/kustomize.ts';
import { languageMessages as languageKorean } from './ko/language.ts';
import { patchMessages as patchKorean } from './ko/patch.ts';
import { remoteMessages as remoteKorean } from './ko/remote.ts';
import { replacementMessages as replacementKorean } from './ko/replacement.ts';
import { ruleMessages as rulesKorean } from './ko/rules.ts';
import { schemaMessages as schemaKorean } from './ko/schema.ts';
import { snippetMessages as snippetKorean } from './ko/snippets.ts';
import { yamlMessages as yamlKorean } from './ko/yaml.ts';

const english = {
  ...yamlEnglish,
  ...schemaEnglish,
  ...kustomizeEnglish,
  ...replacementEnglish,
  ...patchEnglish,
  ...remoteEnglish,
  ...languageEnglish,
  ...rulesEnglish,
  ...snippetEnglish,
  ...clusterEnglish,
  ...applyEnglish,
  ...concernEnglish,
  ...cliEnglish,
};
const korean: typeof english = {
  ...yamlKorean,
  ...schemaKorean,
  ...kustomizeKorean,
  ...replacementKorean,
  ...patchKorean,
  ...remoteKorean,
  ...languageKorean,
  ...rulesKorean,
  ...snippetKorean,
  ...clusterKorean,
  ...applyKorean,
  ...concernKorean,
  ...cliKorean,
};

/** Every code that the catalogue has a text for. */
export type MessageCode = keyof typeof english;

/** A code with its parameters, as problems, failures and titles carry them. */
export type Message = {
  [C in MessageCode]: { code: C; params: Parameters<(typeof english)[C]>[0] };
}[MessageCode];

/** Makes the text of a message in one language. */
export type TextOf = (message: Message) => string;

/** The texts for a locale as editors and shells name it (`ko`, `ko-KR`, `ko_KR.UTF-8`); English for all others. */
export function textIn(locale: string | undefined): TextOf {
  const catalogue = /^ko(?:[-_.]|$)/i.test(locale ?? '') ? korean : english;
  return ({ code, params }) => (catalogue[code] as (params: Message['params']) => string)(params);
}
