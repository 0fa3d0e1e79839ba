import type { LanguageLabels } from '../../language/labels.ts';
import type { EditorProblems } from '../../language/languageProblem.ts';
import type { QuickFixTitles } from '../../language/quickFix.ts';

type Phrases = QuickFixTitles & LanguageLabels & EditorProblems;

/** Titles of quick fixes and the labels around hover and completion. */
export const languageMessages: {
  readonly [Code in keyof Phrases]: (params: Phrases[Code]) => string;
} = {
  'fix.rename-field': ({ to }) => `Rename to \`${to}\``,
  'fix.quote': ({ text }) => `Put ${text} in quotes`,
  'fix.unquote': ({ text }) => `Take ${text} out of its quotes`,
  'fix.replace-path': ({ to }) => `Change to ${to}`,
  'fix.replace-value': ({ to }) => `Change to ${to}`,
  'fix.wrap-path': () => 'Write as `path:`',
  'kustomization.misnamed': ({ name, rightName }) =>
    `kustomize does not look for a file called ${name}. Rename it to ${rightName}.`,
  'label.related': () => 'Related place.',
  'label.deprecated': ({ use }) => `Deprecated: use \`${use}\`.`,
  'label.since': ({ version }) => `Since kustomize ${version}.`,
};
