import type { ActualType, ExpectedType, SchemaProblems } from '../../schema/problems.ts';

const expectations: Record<ExpectedType, string> = {
  string: 'a string',
  integer: 'a whole number',
  boolean: '`true` or `false`',
  list: 'a list',
  mapping: 'a mapping',
};

const findings: Record<ActualType, string> = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  null: 'nothing',
  list: 'a list',
  mapping: 'a mapping',
};

/** Messages of the structure of a kustomization file. */
export const schemaMessages: {
  readonly [Code in keyof SchemaProblems]: (params: SchemaProblems[Code]) => string;
} = {
  'kustomization.unknown-field': ({ field, parent, nearest }) => {
    const place = parent === '' ? 'a kustomization' : `\`${parent}\``;
    const question = nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`;
    return `Unknown field \`${field}\` in ${place}.${question}`;
  },
  'kustomization.wrong-type': ({ field, expected, actual, text }) => {
    const subject = field === '' ? 'A kustomization' : `\`${field}\``;
    if (expected === 'string' && (actual === 'number' || actual === 'boolean') && text !== undefined) {
      return `${subject} must be a string, and YAML reads ${text} as ${findings[actual]}. Put it in quotes.`;
    }
    const isPath = /^patches\[\d+\]$/.test(field) && actual === 'string' && text !== undefined;
    if (isPath) return `${subject} must be a mapping. Write \`path: ${text}\`.`;
    return `${subject} must be ${expectations[expected]}, not ${findings[actual]}.`;
  },
};
