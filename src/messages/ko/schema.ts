import type { ActualType, ExpectedType, SchemaProblems } from '../../schema/problems.ts';

const expectations: Record<ExpectedType, string> = {
  string: '문자열이어야',
  integer: '정수여야',
  boolean: '`true` 또는 `false`여야',
  list: '목록이어야',
  mapping: '매핑이어야',
};

const findings: Record<ActualType, string> = {
  string: '문자열',
  number: '숫자',
  boolean: '불리언',
  null: '빈 값',
  list: '목록',
  mapping: '매핑',
};

/** With the particle that "읽다" asks for. */
const readings = { number: '숫자로', boolean: '불리언으로' };

/** Messages of the structure of a kustomization file. */
export const schemaMessages: {
  readonly [Code in keyof SchemaProblems]: (params: SchemaProblems[Code]) => string;
} = {
  'kustomization.unknown-field': ({ field, parent, nearest }) => {
    const place = parent === '' ? 'kustomization에' : `\`${parent}\`에`;
    const question = nearest === undefined ? '' : ` \`${nearest}\` 필드를 쓰려고 했나요?`;
    return `${place} \`${field}\` 필드는 없습니다.${question}`;
  },
  'kustomization.wrong-type': ({ field, expected, actual, text }) => {
    const subject = field === '' ? 'kustomization은' : `\`${field}\` 값은`;
    if (expected === 'string' && (actual === 'number' || actual === 'boolean') && text !== undefined) {
      return `${subject} 문자열이어야 하는데, YAML은 따옴표 없는 ${text} 값을 ${readings[actual]} 읽습니다. 따옴표로 감싸세요.`;
    }
    const isPath = /^patches\[\d+\]$/.test(field) && actual === 'string' && text !== undefined;
    if (isPath) return `${subject} 맵이어야 합니다. \`path: ${text}\`로 쓰세요.`;
    return `${subject} ${expectations[expected]} 합니다. 지금은 ${findings[actual]}입니다.`;
  },
};
