import type { QuickFixTitles } from '../../language/fixes/quickFix.ts';
import type { LanguageLabels } from '../../language/labels.ts';
import type { EditorProblems } from '../../language/languageProblem.ts';

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
  'fix.disable-line': ({ rule }) => `Disable ${rule} for this line`,
  'fix.remove-entry': () => 'Remove this entry',
  'fix.add-header': () => 'Add `apiVersion` and `kind`',
  'fix.move-field': ({ to }) => `Write as \`${to}\``,
  'fix.split-image-name': ({ name }) => `Write what stands behind ${name} as fields of their own`,
  'fix.split-api-version': () => 'Write as `group` and `version`',
  'fix.list-files': ({ count }) =>
    count === 1 ? 'List the file that fits' : `List the ${count} files that fit`,
  'fix.list-in': ({ file }) => `List it in ${file}`,
  'fix.move-item': ({ to }) => `Move to \`${to}\``,
  'fix.rename-file': ({ to }) => `Rename the file to ${to}`,
  'fix.create-kustomization': ({ directory }) => `Create a kustomization.yaml in ${directory}`,
  'fix.remove-export': ({ name }) => `Remove "export" before ${name}`,
  'fix.unquote-value': ({ key }) => `Take the quotes off the value of ${key}`,
  'kustomization.misnamed': ({ name, rightName }) =>
    `kustomize does not look for a file called ${name}. Rename it to ${rightName}.`,
  'fix.allow-remote': () => 'Allow fetching remote bases in this workspace folder',
  'fix.allow-helm': () => 'Allow rendering Helm charts in this workspace folder',
  'fix.fetch-again': () => 'Try again',
  'label.fetching': () => 'Fetching for kustomizations',
  'suppression.unknown-code': ({ code, nearest }) =>
    `No rule is called ${code}, so this disables nothing.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
  'label.related': () => 'Another one of them.',
  'label.related-entry': () => 'The entry that this comes from.',
  'label.related-list': () => 'The list that it can stand in.',
  'label.related-first': () => 'The first of the two.',
  'label.related-object': () => 'The object that this is about.',
  'label.related-setting': () => 'A part of the value comes from here.',
  'label.in-root': () => 'Found by building this.',
  'label.deprecated': ({ use }) => `Deprecated: use \`${use}\`.`,
  'label.required': () => 'required',
  'label.values': ({ values }) => `One of ${values.map(value => `\`${value}\``).join(', ')}.`,
  'label.deployed-by': ({ tool, kind, name }) => `Deployed by ${tool} ${kind} ${name}`,
  'label.added-by': ({ tool, kind, name }) => `Added by ${tool} ${kind} ${name}`,
  'label.open-kustomization': () => 'Open the kustomization',
  'label.since': ({ version }) => `Since kustomize ${version}.`,
};
