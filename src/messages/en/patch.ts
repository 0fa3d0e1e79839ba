import type { NodeKind, PatchProblems } from '../../kustomize/patch/problems.ts';
import { objectText, objectTexts } from '../objectText.ts';

const kinds: Readonly<Record<NodeKind, string>> = {
  mapping: 'a mapping',
  sequence: 'a list',
  scalar: 'a single value',
};

export const patchMessages: { [C in keyof PatchProblems]: (params: PatchProblems[C]) => string } = {
  'patch.no-target': p => {
    if (p.nearest === undefined) return `There is no ${objectText(p.id)} to patch.`;
    const [wanted, nearest] = objectTexts([p.id, p.nearest]);
    return `There is no ${wanted} to patch. Did you mean ${nearest}?`;
  },
  'patch.ambiguous-target': p =>
    `This patch fits several resources (${objectTexts(p.candidates).join(', ')}). Add a namespace to it, or use a target.`,
  'patch.both-forms': () => 'This entry has both path and patch. Keep one of them.',
  'patch.no-form': () => 'This entry has no patch. Add path or patch.',
  'patch.empty': () => 'This patch is empty. Write one, or remove the entry.',
  'patch.unparsable': () =>
    'This is no patch: neither an object with kind and metadata.name nor a list of JSON operations.',
  'patch.bad-json': () =>
    'A patch that begins with [ is read as JSON, and this is not JSON: quote keys and texts and leave no comma behind the last one, or write the operations as a YAML list.',
  'patch.json-without-target': () =>
    'JSON operations need a target. Add one with at least a kind and a name.',
  'patch.no-target-name': () => 'The target has no name. Add one, or move the entry to patches.',
  'patch.several-targets': p =>
    `This patch has ${p.count} objects, and a target allows only one. Split it, or remove the target.`,
  'patch.bad-regex': p =>
    `"${p.pattern}" is not a valid regular expression. Escape its special characters with a backslash.`,
  'patch.bad-selector': p =>
    `"${p.selector}" is not a selector. Write conditions such as app=web, tier in (a,b) or !old, with commas between.`,
  'patch.kind-mismatch': p =>
    `${p.path === '' ? 'The patch' : p.path} is ${kinds[p.found]} here, but ${kinds[p.expected]} in ${objectText(p.resource)}.`,
  'patch.unknown-directive': p => `"${p.directive}" is no $patch directive. Use delete, replace or merge.`,
  'patch.bad-list': p =>
    `The elements of ${p.path} in ${objectText(p.resource)} cannot be merged: some of them are not mappings.`,
  'patch.json-unknown-op': p =>
    p.op === ''
      ? 'This operation has no op. Use add, remove, replace, move, copy or test.'
      : `"${p.op}" is no operation. Use add, remove, replace, move, copy or test.`,
  'patch.json-incomplete': p => `The operation "${p.op}" lacks a usable ${p.field}.`,
  'patch.json-path-missing': p =>
    p.path !== '' && !p.path.startsWith('/')
      ? `A path of a JSON operation begins with a slash: "/${p.path}".`
      : `"${p.path}" leads nowhere in ${objectText(p.resource)}. Add its parent first; write ~1 for a slash within a key.`,
  'patch.json-no-key': p => `${objectText(p.resource)} has nothing at "${p.path}" to remove.`,
  'patch.json-bad-index': p =>
    p.length === 0
      ? `"${p.index}" is no index here: the list is empty.`
      : `"${p.index}" is no index of this list, which ends at ${p.length - 1}.`,
  'patch.json-test-failed': p => `${objectText(p.resource)} does not have the expected value at "${p.path}".`,
  'patch.json-not-an-object': p => `These operations leave no object of ${objectText(p.resource)}.`,
};
