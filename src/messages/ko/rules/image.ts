import type { ImageProblems } from '../../../language/rules/image/problems.ts';

export const imageMessages: { readonly [C in keyof ImageProblems]: (params: ImageProblems[C]) => string } = {
  'image.bad-digest': ({ digest }) =>
    `다이제스트가 ${digest}인 이미지는 있을 수 없습니다. \`sha256:\` 뒤에 소문자 16진수 64자리를 쓰세요.`,
  'image.duplicate': ({ name, newName }) =>
    newName === undefined
      ? `${name} 항목이 이미 있고, 이 항목이 앞에서 설정한 값을 덮어씁니다. 하나만 남기세요.`
      : `앞의 항목이 ${name} 이름을 ${newName}(으)로 바꾸므로 이 항목에 맞는 이미지가 없습니다. 한 항목으로 합치세요.`,
  'image.name-with-tag': ({ newName, tag, digest, isAlone }) => {
    const part = digest === '' ? `${tag} 태그` : '다이제스트';
    const field = digest === '' ? 'newTag' : 'digest';
    return isAlone
      ? `${newName}에 ${part}가 들어 있어, 이미지에 있던 태그가 그 뒤에 또 붙습니다. \`${field}\` 필드로 옮기세요.`
      : `${newName}에 ${part}가 들어 있는데, 이 항목이 그 뒤에 하나를 더 붙입니다. \`newName\`에서 빼세요.`;
  },
  'image.no-match': ({ name, nearest, outOfReach }) => {
    if (outOfReach !== undefined) {
      const { kind, field } = outOfReach;
      return `이미지가 ${name}인 컨테이너가 없어 이 항목은 아무것도 바꾸지 않습니다. ${kind}의 \`${field}\` 필드에 있지만, \`configurations\`에 그 필드를 적어야 \`images\`가 찾습니다.`;
    }
    return `이름이 ${name}인 이미지가 없어 이 항목은 아무것도 바꾸지 않습니다.${nearest === undefined ? '' : ` ${nearest}을(를) 쓰려고 했나요?`}`;
  },
  'image.no-effect': ({ name }) => `${name}에는 이 항목이 설정하는 값이 이미 들어 있습니다.`,
  'image.out-of-reach': ({ name, kind, field }) =>
    `${kind}의 \`${field}\` 필드에도 ${name} 이미지가 있지만 그대로 남습니다. \`configurations\`에 그 필드를 적어야 \`images\`가 찾습니다.`,
  'image.pattern': ({ name, other }) =>
    `${name}은(는) 정규식이라 ${other}도 바꿉니다. 점 자체를 뜻할 때는 \`\\.\`로 쓰세요.`,
  'image.tag-and-digest': ({ tag }) =>
    `무엇이 실행될지는 다이제스트가 정합니다. ${tag} 태그는 옆에 적히기만 하며 실제와 다를 수 있습니다.`,
};
