import type { SchemaProblems } from '../../../language/rules/schema/problems.ts';

const names = {
  string: '문자열',
  integer: '정수',
  number: '숫자',
  boolean: 'true 또는 false',
  'int-or-string': '정수 또는 문자열',
  list: '목록',
  mapping: '매핑',
  quantity: '수량',
};

export const schemaRuleMessages: {
  readonly [C in keyof SchemaProblems]: (params: SchemaProblems[C]) => string;
} = {
  'schema.unknown-field': ({ field, path, nearest }) =>
    `${path === '.' ? '이 오브젝트' : `\`${path}\``}에는 \`${field}\` 필드가 없습니다.${nearest === undefined ? '' : ` \`${nearest}\` 필드를 쓰려고 했나요?`}`,
  'schema.wrong-type': ({ path, expected, actual }) =>
    `\`${path}\` 값의 타입은 ${names[expected]}이어야 하는데 여기서는 ${names[actual]}입니다.`,
  'schema.missing-field': ({ field, path }) =>
    `${path === '.' ? '이 오브젝트' : `\`${path}\``}에 \`${field}\` 필드가 없습니다. 없으면 API 서버가 거부합니다.`,
  'schema.bad-value': ({ path, reason }) => {
    switch (reason.kind) {
      case 'not-one-of':
        return `\`${path}\` 값으로 ${reason.value}을(를) 쓸 수 없습니다. 쓸 수 있는 값: ${reason.values.filter(value => value !== '').join(', ')}.`;
      case 'quantity':
        return `${reason.value}은(는) 수량이 아닙니다. \`${path}\` 값을 500m, 1.5, 128Mi처럼 쓰세요.`;
      case 'date-time':
        return `${reason.value}은(는) 시각이 아닙니다. \`${path}\` 값을 2026-01-31T12:00:00Z처럼 쓰세요.`;
      case 'base64':
        return `\`${path}\` 값이 base64가 아닙니다. 인코딩하거나 \`stringData\`에 그대로 쓰세요.`;
      case 'duplicate':
        return `\`${path}\` 목록에 ${reason.value} 항목이 이미 있습니다. 하나씩만 쓸 수 있습니다.`;
    }
  },
  'schema.no-such-version': ({ apiVersion, kind, versions }) =>
    `이 빌드의 ${kind} 정의에는 ${apiVersion} 버전이 없어 API 서버가 거부합니다. 쓸 수 있는 버전: ${versions.join(', ')}.`,
  'schema.deprecated-version': ({ apiVersion, kind, removedIn, use, target }) => {
    const successor = use === undefined ? '대신할 것은 없습니다.' : `${use} 버전을 쓰세요.`;
    return target === undefined
      ? `Kubernetes ${removedIn}에서 ${apiVersion} 버전의 ${kind}이(가) 없어졌습니다. ${successor}`
      : `Kubernetes ${target}에서 ${apiVersion} 버전의 ${kind}은(는) 더 이상 권장되지 않으며 ${removedIn}에서 없어집니다. ${successor}`;
  },
};
