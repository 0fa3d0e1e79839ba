import type { SchemaProblems } from '../../../language/rules/schema/problems.ts';

const names = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  'int-or-string': 'a whole number or a string',
  list: 'a list',
  mapping: 'a mapping',
  quantity: 'a quantity',
};

export const schemaRuleMessages: {
  readonly [C in keyof SchemaProblems]: (params: SchemaProblems[C]) => string;
} = {
  'schema.unknown-field': ({ field, path, nearest }) =>
    `${path === '.' ? 'The object' : `\`${path}\``} has no field \`${field}\`.${nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`}`,
  'schema.wrong-type': ({ path, expected, actual }) =>
    `\`${path}\` must be ${names[expected]}, and this is ${names[actual]}.`,
  'schema.missing-field': ({ field, path }) =>
    `${path === '.' ? 'The object' : `\`${path}\``} lacks \`${field}\`, and the API server refuses it without.`,
  'schema.bad-value': ({ path, reason }) => {
    switch (reason.kind) {
      case 'not-one-of':
        return `\`${path}\` cannot be ${reason.value}. It may be ${reason.values.filter(value => value !== '').join(', ')}.`;
      case 'quantity':
        return `${reason.value} is no quantity. Write \`${path}\` as 500m, 1.5 or 128Mi.`;
      case 'date-time':
        return `${reason.value} is no time. Write \`${path}\` as 2026-01-31T12:00:00Z.`;
      case 'base64':
        return `\`${path}\` is not in base64. Encode it, or write it as it is in \`stringData\`.`;
      case 'duplicate':
        return `\`${path}\` has an item ${reason.value} already. Each may be there once.`;
    }
  },
  'schema.no-such-version': ({ apiVersion, kind, versions }) =>
    `The definition of ${kind} in this build does not serve ${apiVersion}, so the API server refuses this. It serves ${versions.join(', ')}.`,
  'schema.deprecated-version': ({ apiVersion, kind, removedIn, use, target }) => {
    const successor = use === undefined ? 'Nothing takes its place.' : `Use ${use}.`;
    return target === undefined
      ? `Kubernetes ${removedIn} removed ${kind} of ${apiVersion}. ${successor}`
      : `${kind} of ${apiVersion} is deprecated in Kubernetes ${target}, and ${removedIn} removes it. ${successor}`;
  },
};
