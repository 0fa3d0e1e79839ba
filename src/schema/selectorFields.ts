import { boolean, type Field, integer, listOf, naming, object, text } from './fieldType.ts';

/** Group, version and kind, as kyaml's `resid.Gvk` has them: there is no `apiVersion` here. */
const gvkFields = {
  group: {
    type: naming('group'),
    description: 'API group, such as `apps`; leave it out for the core group.',
  },
  version: { type: naming('version'), description: 'API version without the group, such as `v1`.' },
  kind: { type: naming('kind'), description: 'Kind, such as `Deployment`.' },
} satisfies Record<string, Field>;

const idFields = {
  ...gvkFields,
  name: { type: naming('name'), description: 'Name of the resource.' },
  namespace: { type: naming('namespace'), description: 'Namespace of the resource.' },
} satisfies Record<string, Field>;

/** Which resources a patch or a replacement applies to. */
export const selector = object('Selector', {
  group: {
    type: naming('group'),
    description: 'API group, such as `apps`. A regular expression that must match whole.',
  },
  version: {
    type: naming('version'),
    description: 'API version without the group, such as `v1`. A regular expression that must match whole.',
  },
  kind: {
    type: naming('kind'),
    description: 'Kind, such as `Deployment`. A regular expression that must match whole.',
  },
  name: { type: naming('name'), description: 'Resource name. A regular expression that must match whole.' },
  namespace: {
    type: naming('namespace'),
    description: 'Namespace. A regular expression that must match whole.',
  },
  labelSelector: {
    type: text,
    description: 'Label expression, such as `app=web,tier!=db`. All conditions of a target must hold.',
  },
  annotationSelector: {
    type: text,
    description: 'Expression over annotations, in the syntax of label selectors.',
  },
});

/** Where a transformer writes, as in transformer configurations. */
export const fieldSpec = object('FieldSpec', {
  ...gvkFields,
  path: {
    type: text,
    description: 'Path of the field with slashes, such as `spec/template/metadata/labels`.',
  },
  create: { type: boolean, description: 'Adds the field where the resource does not have it.' },
});

const fieldOptions = object('FieldOptions', {
  delimiter: { type: text, description: 'Splits the value; `index` then says which part is meant.' },
  index: {
    type: integer,
    description: 'Which part of the split value is meant, from 0. Without `delimiter` it has no effect.',
  },
  encoding: { type: text, description: 'Accepted, but no version of kustomize does anything with it.' },
  create: { type: boolean, description: 'Creates the target field where it is missing.' },
});

const replacementSource = object('SourceSelector', {
  ...idFields,
  fieldPath: {
    type: text,
    description: 'Field to read, with dots, such as `spec.ports.[name=http].port`. Default: `metadata.name`.',
  },
  options: { type: fieldOptions, description: 'How to take a part of the value.' },
});

const replacementTarget = object('TargetSelector', {
  select: { type: selector, description: 'Resources to write to.' },
  reject: { type: listOf(selector), description: 'Resources to leave out of what `select` matched.' },
  fieldPaths: {
    type: listOf(text),
    description:
      'Fields to write, with dots; a dot inside a key is escaped as `\\.`. Default: `metadata.name`.',
  },
  options: { type: fieldOptions, description: 'Writes a part of the value, or creates the field.' },
});

/** One entry of `replacements`: written out, or kept in a file of its own. */
export const replacement = object('ReplacementField', {
  path: {
    type: { kind: 'string', path: 'file' },
    description: 'File that holds the replacement or a list of them.',
  },
  source: { type: replacementSource, description: 'The one field the value is read from.' },
  sourceValue: { type: text, description: 'A fixed value, in place of `source`.', since: '5.7' },
  targets: { type: listOf(replacementTarget), description: 'Where the value is written.' },
});

/** One entry of `vars`. */
export const variable = object('Var', {
  name: { type: text, description: 'Name of the variable; `$(NAME)` is replaced.' },
  objref: {
    type: object('Target', {
      apiVersion: {
        type: naming('apiVersion'),
        description: 'API version with the group, such as `apps/v1`.',
      },
      ...idFields,
    }),
    description: 'The resource that holds the value, by the name written in its own file.',
  },
  fieldref: {
    type: object('FieldSelector', {
      fieldPath: { type: text, description: 'Field to read. Default: `metadata.name`.' },
    }),
    description: 'The field that holds the value.',
  },
});
