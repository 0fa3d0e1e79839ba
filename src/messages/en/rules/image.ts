import type { ImageProblems } from '../../../language/rules/image/problems.ts';

export const imageMessages: { readonly [C in keyof ImageProblems]: (params: ImageProblems[C]) => string } = {
  'image.bad-digest': ({ digest }) =>
    `No image has the digest ${digest}. Write \`sha256:\` and 64 hexadecimal digits in lower case.`,
  'image.duplicate': ({ name, newName }) =>
    newName === undefined
      ? `${name} has an entry already, and this one takes back what it sets. Keep one of them.`
      : `An entry before this one renames ${name} to ${newName}, so this one finds nothing. Put both into one entry.`,
  'image.name-with-tag': ({ newName, tag, digest, isAlone }) => {
    const part = digest === '' ? `the tag ${tag}` : 'a digest';
    const field = digest === '' ? 'newTag' : 'digest';
    return isAlone
      ? `${newName} brings ${part} with it, and the tag that an image has is put behind that. Write it as \`${field}\`.`
      : `${newName} brings ${part} with it, and this entry puts another one behind that. Leave it out of \`newName\`.`;
  },
  'image.no-match': ({ name, nearest, outOfReach }) => {
    if (outOfReach !== undefined) {
      const { kind, field } = outOfReach;
      return `No container has the image ${name}, so this entry changes nothing: ${kind} has it in \`${field}\`, where \`images\` looks only if \`configurations\` name that field.`;
    }
    return `No image is called ${name}, so this entry changes nothing.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`;
  },
  'image.no-effect': ({ name }) => `${name} already has what this entry sets.`,
  'image.out-of-reach': ({ name, kind, field }) =>
    `${kind} has ${name} in \`${field}\` too, where it stays as it is: \`images\` looks there only if \`configurations\` name that field.`,
  'image.pattern': ({ name, other }) =>
    `${name} is a regular expression and changes ${other} too. Write \`\\.\` for a dot that is only a dot.`,
  'image.tag-and-digest': ({ tag }) =>
    `The digest decides what runs; the tag ${tag} is only written beside it and may say something else.`,
};
