import type { ImageProblems } from '../../../language/rules/images/problems.ts';

export const imageMessages: { readonly [C in keyof ImageProblems]: (params: ImageProblems[C]) => string } = {
  'image.no-match': ({ name, nearest }) =>
    `No image is called ${name}, so this entry changes nothing.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
  'image.no-effect': ({ name }) => `${name} already has what this entry sets.`,
};
