import { boolean, type Field, listOf, naming, object, oneOf, path, stringMap, text } from './fieldType.ts';

/** Options of the ConfigMap and Secret generators, for one entry or for all. */
export const generatorOptions = object('GeneratorOptions', {
  labels: { type: stringMap, description: 'Labels for what is generated.' },
  annotations: { type: stringMap, description: 'Annotations for what is generated.' },
  disableNameSuffixHash: {
    type: boolean,
    description:
      'Leaves the content hash off the name, so workloads do not restart when the content changes. `false` in one entry cannot undo a `true` in `generatorOptions`.',
  },
  immutable: { type: boolean, description: 'Marks what is generated as immutable.' },
});

const generatorFields = {
  name: { type: text, description: 'Name before prefix, suffix and hash. References to it are rewritten.' },
  namespace: { type: naming('namespace'), description: 'Namespace of what is generated.' },
  behavior: {
    type: oneOf('create', 'merge', 'replace'),
    description: '`create` (default), or `merge` with or `replace` the one of the same name from a base.',
  },
  literals: { type: listOf(text), description: 'Entries as `key=value`.' },
  files: {
    type: listOf(path('keyedFile')),
    description: 'Files as `[key=]path`; the key defaults to the file name, the value is the content.',
  },
  envs: {
    type: listOf(path('file')),
    description: 'Files with one `key=value` a line. Quotes are kept as they are.',
  },
  env: { type: path('file'), description: 'One file with `key=value` lines.', deprecated: 'envs' },
  options: { type: generatorOptions, description: 'Options for this entry.' },
} satisfies Record<string, Field>;

/** One entry of `configMapGenerator`. */
export const configMapArgs = object('ConfigMapArgs', generatorFields);

/** One entry of `secretGenerator`. */
export const secretArgs = object('SecretArgs', {
  ...generatorFields,
  type: {
    type: oneOf(
      'Opaque',
      'kubernetes.io/tls',
      'kubernetes.io/dockerconfigjson',
      'kubernetes.io/basic-auth',
      'kubernetes.io/ssh-auth',
      'kubernetes.io/service-account-token',
      'bootstrap.kubernetes.io/token',
    ),
    description:
      'Secret type: `Opaque` (default), `kubernetes.io/tls` (needs `tls.crt` and `tls.key`) or another.',
  },
});
