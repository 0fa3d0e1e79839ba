import type { PatchProblems } from '../../../language/rules/patch/problems.ts';

export const patchMessages: { readonly [C in keyof PatchProblems]: (params: PatchProblems[C]) => string } = {
  'patch.deletes-all': ({ count }) =>
    `This target has no condition, so the patch deletes every resource (${count}). Name what it is for.`,
  'patch.ignored-name': ({ part, written, used }) =>
    `Where a patch has a \`target\`, its own ${part} ${written} counts for nothing: it is applied to ${used}.`,
  'patch.new-container': ({ name, nearest, hasImage }) =>
    `No container is called ${name}, so this patch adds one${hasImage ? '' : ' without an image'}. Did you mean ${nearest}?`,
  'patch.no-match': ({ target, nearest, part, later, isNamespace }) => {
    const why =
      nearest !== undefined
        ? ` Did you mean ${nearest}?`
        : part !== undefined
          ? ` A pattern must fit the whole name: ${part} is fitted only in part.`
          : later !== undefined
            ? ` ${isNamespace ? 'Namespaces' : 'Labels'} are set after patches, so nothing has ${later} yet.`
            : '';
    return `Nothing is selected by ${target}, so this patch changes nothing.${why}`;
  },
  'patch.pattern': ({ name, other }) =>
    `${name} is a regular expression and selects ${other} too. Write \`\\.\` for a dot that is only a dot.`,
  'patch.replaces-list': ({ field, gone, isDirected }) => {
    const why = `kustomize knows no key to merge \`${field}\` by, so this replaces the list`;
    if (isDirected) return `${why}, and \`$patch\` comes out as it is.`;
    return `${why}: ${someOf(gone)} will be gone.`;
  },
  'patch.second-document': () =>
    'kustomize reads only the first document of a JSON patch. Put these operations into it, or into a patch of their own.',
  'patch.undone': ({ by, isRemoved }) =>
    isRemoved
      ? `\`${by}\` takes this out again, so nobody sees it.`
      : `\`${by}\` overwrites this wherever it is set, so nobody sees it.`,
  'patch.unknown-field': ({ field, path, nearest }) =>
    `${path === '.' ? 'The object' : `\`${path}\``} never has a field \`${field}\`, so nothing is removed.${nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`}`,
};

/** The first few of many. */
function someOf(texts: readonly string[]): string {
  const shown = texts.slice(0, 3).join(', ');
  return texts.length > 3 ? `${shown} and ${texts.length - 3} more` : shown;
}
