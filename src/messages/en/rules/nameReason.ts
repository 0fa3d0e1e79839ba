import type { NameForm, NameReason } from '../../../language/rules/name/validity.ts';

const forms: Readonly<Record<NameForm, string>> = {
  subdomain:
    'lower case letters, digits, `-` and `.` are allowed, with a letter or digit at both ends of each part',
  'dns-label': 'lower case letters, digits and `-` are allowed, with a letter or digit at both ends',
  'path-segment': '`/` and `%` are not allowed',
  'qualified-name': 'letters, digits, `-`, `_` and `.` are allowed, with a letter or digit at both ends',
  'label-value': 'letters, digits, `-`, `_` and `.` are allowed, with a letter or digit at both ends',
};

/** Why the API server refuses a name, as the second half of a sentence. */
export function reasonText(reason: NameReason): string {
  if (reason.kind === 'too-long') return `${reason.length} characters are more than ${reason.limit}`;
  return forms[reason.form];
}
