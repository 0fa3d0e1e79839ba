import type { NameProblems } from '../../../language/rules/name/problems.ts';
import { reasonText } from './nameReason.ts';

export const nameMessages: { readonly [C in keyof NameProblems]: (params: NameProblems[C]) => string } = {
  'name.invalid': ({ kind, name, reason }) =>
    `API 서버가 이름이 \`${name}\`인 ${kind}을(를) 거부합니다. ${reasonText(reason)}.`,
  'namespace.invalid': ({ namespace, reason }) =>
    `API 서버가 네임스페이스 \`${namespace}\`을(를) 거부합니다. ${reasonText(reason)}.`,
};
