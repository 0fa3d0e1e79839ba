import {
  boolean,
  integer,
  listOf,
  naming,
  type ObjectType,
  object,
  oneOf,
  path,
  stringMap,
  text,
} from './fieldType.ts';
import { configMapArgs, generatorOptions, secretArgs } from './generatorFields.ts';
import { helmChart, helmChartArgs, helmGlobals } from './helmFields.ts';
import { fieldSpec, replacement, selector, variable } from './selectorFields.ts';

const image = object('Image', {
  name: {
    type: naming('image'),
    description: 'Image to change, without tag. It is a regular expression: `.` matches any character.',
  },
  newName: { type: text, description: 'New name, with registry where there is one, without tag.' },
  newTag: { type: text, description: 'New tag. Quote what looks like a number: `"1.10"`.' },
  tagSuffix: {
    type: text,
    description: 'Appended to the present tag; has no effect beside `newTag` or `digest`.',
    since: '4.5.5',
  },
  digest: {
    type: text,
    description: 'Digest that takes the place of the tag, `sha256:` and 64 hexadecimal digits.',
  },
});

const patch = object('Patch', {
  path: { type: path('file'), description: 'File with the patch. Either `path` or `patch`, not both.' },
  patch: {
    type: text,
    description: 'The patch itself: a strategic merge patch, or a list of JSON 6902 operations.',
  },
  target: {
    type: selector,
    description:
      'Resources to patch. A JSON patch needs it; a strategic merge patch names its own without it.',
  },
  options: {
    type: object('PatchArgs', {
      allowNameChange: { type: boolean, description: 'Lets the patch rename what it patches.' },
      allowKindChange: { type: boolean, description: 'Lets the patch change the kind of what it patches.' },
    }),
    description: 'What the patch may change.',
  },
});

const label = object('Label', {
  pairs: { type: stringMap, description: 'Labels to add.' },
  includeSelectors: {
    type: boolean,
    description: 'Also in selectors and pod templates. Selectors of workloads cannot change once applied.',
  },
  includeTemplates: { type: boolean, description: 'Also in pod templates.', since: '4.5.5' },
  fields: { type: listOf(fieldSpec), description: 'Further places to write the labels to.' },
});

const sortOptions = object('SortOptions', {
  order: {
    type: oneOf('legacy', 'fifo'),
    description: '`legacy`: by kind, namespaces and CRDs first. `fifo`: as they were read.',
  },
  legacySortOptions: {
    type: object('LegacySortOptions', {
      orderFirst: { type: listOf(naming('kind')), description: 'Kinds that come first.' },
      orderLast: { type: listOf(naming('kind')), description: 'Kinds that come last.' },
    }),
    description: 'The order of kinds for `legacy`.',
  },
});

const resourcePaths = listOf(path('fileOrDirectory'));
const pluginPaths = listOf(path('fileOrInline'));

/**
 * Every field of a kustomization in kustomize v5.8.1 (api v0.21.1, types/kustomization.go); a Component has
 * the same ones. The decoder takes keys in any case and rejects what is not here. This table is the one
 * source for checks, completion and hover.
 */
export const kustomization: ObjectType = object('Kustomization', {
  apiVersion: {
    type: oneOf('kustomize.config.k8s.io/v1beta1', 'kustomize.config.k8s.io/v1alpha1'),
    description: '`kustomize.config.k8s.io/v1beta1`; for a Component `kustomize.config.k8s.io/v1alpha1`.',
  },
  kind: {
    type: oneOf('Kustomization', 'Component'),
    description: '`Kustomization` (default) or `Component`.',
  },
  metadata: {
    type: object('ObjectMeta', {
      name: { type: text, description: 'Name of the kustomization; nothing in the output has it.' },
      namespace: { type: text, description: 'Has no effect on the output; see `namespace`.' },
      labels: { type: stringMap, description: 'Labels of the kustomization itself.' },
      annotations: { type: stringMap, description: 'Annotations of the kustomization itself.' },
    }),
    description: 'Describes the kustomization itself.',
  },
  resources: {
    type: resourcePaths,
    description: 'Files with resources, directories with a kustomization, or git and HTTP URLs. No globs.',
  },
  components: {
    type: listOf(path('directory')),
    description:
      'Directories with a Component. They run after `resources` are read and before this file’s own fields.',
  },
  namespace: { type: naming('namespace'), description: 'Namespace for every namespaced resource.' },
  namePrefix: { type: text, description: 'Put before the name of every resource, and in references to it.' },
  nameSuffix: { type: text, description: 'Put behind the name of every resource, and in references to it.' },
  labels: {
    type: listOf(label),
    description: 'Labels for every resource; selectors only where an entry says so.',
  },
  commonAnnotations: { type: stringMap, description: 'Annotations for every resource and pod template.' },
  patches: {
    type: listOf(patch),
    description: 'Changes to resources, as strategic merge or JSON 6902 patches.',
  },
  images: { type: listOf(image), description: 'New names, tags or digests for images.' },
  replicas: {
    type: listOf(
      object('Replica', {
        name: { type: naming('workload'), description: 'Name of the workload, as written in its own file.' },
        count: { type: integer, description: 'Number of replicas.' },
      }),
    ),
    description: 'Number of replicas by workload name.',
  },
  replacements: {
    type: listOf(replacement),
    description: 'Copies a field of one resource into fields of others.',
  },
  configMapGenerator: {
    type: listOf(configMapArgs),
    description: 'ConfigMaps made from literals and files.',
  },
  secretGenerator: { type: listOf(secretArgs), description: 'Secrets made from literals and files.' },
  generatorOptions: {
    type: generatorOptions,
    description: 'Options for all generated ConfigMaps and Secrets.',
  },
  crds: {
    type: listOf(path('file')),
    description: 'OpenAPI definitions of custom resources, so that names in them are known as references.',
  },
  configurations: {
    type: listOf(path('file')),
    description: 'Transformer configurations: which fields hold names, labels, images and so on.',
  },
  generators: { type: pluginPaths, description: 'Generator plugins, as files or written out.' },
  transformers: { type: pluginPaths, description: 'Transformer plugins, as files or written out.' },
  validators: { type: pluginPaths, description: 'Validator plugins, as files or written out.' },
  helmGlobals: { type: helmGlobals, description: 'Settings for all `helmCharts`.' },
  helmCharts: { type: listOf(helmChart), description: 'Helm charts to render; needs `--enable-helm`.' },
  openapi: {
    type: {
      kind: 'map',
      values: text,
      suggested: {
        path: { type: path('file'), description: 'OpenAPI document with merge keys of custom resources.' },
        version: { type: text, description: 'Version of the built-in schema.' },
      },
    },
    description: 'The schema that strategic merge patches go by.',
  },
  buildMetadata: {
    type: listOf(oneOf('originAnnotations', 'transformerAnnotations', 'managedByLabel')),
    description: 'Notes in the output where a resource comes from and what changed it.',
  },
  sortOptions: { type: sortOptions, description: 'Order of the output.', since: '5.0' },
  commonLabels: {
    type: stringMap,
    description: 'Labels for every resource, its pod template and its selectors.',
    deprecated: 'labels',
  },
  bases: {
    type: listOf(path('directory')),
    description: 'Directories with a kustomization.',
    deprecated: 'resources',
  },
  imageTags: { type: listOf(image), description: 'The older name of `images`.', deprecated: 'images' },
  patchesStrategicMerge: {
    type: listOf(path('fileOrInline')),
    description: 'Strategic merge patches, as files or written out.',
    deprecated: 'patches',
  },
  patchesJson6902: {
    type: listOf(patch),
    description: 'JSON 6902 patches with a target. They run after labels and prefixes, `patches` before.',
    deprecated: 'patches',
  },
  vars: {
    type: listOf(variable),
    description: 'Variables that are replaced as `$(NAME)`.',
    deprecated: 'replacements',
  },
  helmChartInflationGenerator: {
    type: listOf(helmChartArgs),
    description: 'The older form of `helmCharts`.',
    deprecated: 'helmCharts',
  },
});
