import type { PatchProblems } from '../../../language/rules/patch/problems.ts';

export const patchMessages: { readonly [C in keyof PatchProblems]: (params: PatchProblems[C]) => string } = {
  'patch.deletes-all': ({ count }) =>
    `This target has no condition, so the patch deletes every resource (${count}). Name what it is for.`,
  'patch.new-container': ({ name, nearest }) =>
    `No container is called ${name}, so this patch adds one without an image. Did you mean ${nearest}?`,
  'patch.no-match': ({ target, nearest, part, later }) => {
    const why =
      nearest !== undefined
        ? ` Did you mean ${nearest}?`
        : part !== undefined
          ? ` A pattern must fit the whole name: ${part} is fitted only in part.`
          : later !== undefined
            ? ` Labels are set after patches, so nothing has ${later} yet.`
            : '';
    return `Nothing is selected by ${target}, so this patch changes nothing.${why}`;
  },
};
