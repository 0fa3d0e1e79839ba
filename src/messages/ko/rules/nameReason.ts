import type { NameForm, NameReason } from '../../../language/rules/name/validity.ts';

const forms: Readonly<Record<NameForm, string>> = {
  subdomain: '소문자, 숫자, `-`, `.`만 쓸 수 있고 각 부분은 소문자나 숫자로 시작하고 끝나야 합니다',
  'dns-label': '소문자, 숫자, `-`만 쓸 수 있고 소문자나 숫자로 시작하고 끝나야 합니다',
  'path-segment': '`/`와 `%`는 쓸 수 없습니다',
  'qualified-name': '영문자, 숫자, `-`, `_`, `.`만 쓸 수 있고 영문자나 숫자로 시작하고 끝나야 합니다',
  'label-value': '영문자, 숫자, `-`, `_`, `.`만 쓸 수 있고 영문자나 숫자로 시작하고 끝나야 합니다',
};

/** Why the API server refuses a name, as a sentence without its stop. */
export function reasonText(reason: NameReason): string {
  if (reason.kind === 'too-long') return `${reason.length}자로, 한도인 ${reason.limit}자를 넘습니다`;
  return forms[reason.form];
}
