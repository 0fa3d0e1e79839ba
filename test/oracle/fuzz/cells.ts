/** Every field of a kustomization with the options that a run must have tried. Helm is left out: it is no part of a build. */
export const options = {
  header: ['absent', 'apiVersion and kind', 'metadata', 'key in another case', 'comment', 'anchor'],
  resources: ['file', 'many documents', 'list', 'base', 'base of a base', 'diamond', 'missing'],
  bases: ['base'],
  components: ['component', 'component of a component'],
  namespace: ['set', 'empty'],
  namePrefix: ['set'],
  nameSuffix: ['set'],
  labels: ['pairs', 'includeSelectors', 'includeTemplates', 'fields', 'fields with create', 'odd value'],
  commonLabels: ['set'],
  commonAnnotations: ['set', 'odd value'],
  images: ['newName', 'newTag', 'tagSuffix', 'digest', 'pattern', 'no match'],
  imageTags: ['set'],
  replicas: ['match', 'no match'],
  configMapGenerator: [
    ...['literals', 'files', 'files with keys', 'binary file', 'envs', 'env', 'namespace'],
    ...['create', 'merge', 'replace', 'labels', 'annotations', 'disableNameSuffixHash', 'immutable'],
  ],
  secretGenerator: [
    ...['literals', 'files', 'files with keys', 'binary file', 'envs', 'env', 'namespace', 'type'],
    ...['create', 'merge', 'replace', 'labels', 'annotations', 'disableNameSuffixHash', 'immutable'],
  ],
  generatorOptions: ['labels', 'annotations', 'disableNameSuffixHash', 'immutable'],
  patches: [
    ...['inline', 'path', 'strategic', 'JSON', 'many documents', 'no target', 'delete', 'replace'],
    ...['target group', 'target version', 'target kind', 'target name', 'target namespace'],
    ...['target labelSelector', 'target annotationSelector', 'target pattern', 'target no match'],
    ...['allowNameChange', 'allowKindChange'],
    ...['add', 'remove', 'replace operation', 'move', 'copy', 'test'],
  ],
  patchesStrategicMerge: ['inline', 'path'],
  patchesJson6902: ['inline', 'path'],
  replacements: [
    ...['inline', 'path', 'source', 'sourceValue', 'reject', 'create', 'delimiter and index'],
    ...['source delimiter and index', 'many targets', 'into text'],
  ],
  vars: ['default field', 'fieldref', 'use'],
  crds: ['reference', 'label', 'annotation'],
  configurations: [
    ...['nameReference', 'namePrefix', 'nameSuffix', 'namespace', 'commonLabels', 'labels'],
    ...['templateLabels', 'commonAnnotations', 'varReference', 'images', 'replicas'],
  ],
  openapi: ['path', 'version'],
  generators: ['ConfigMapGenerator', 'SecretGenerator', 'IAMPolicyGenerator', 'inline', 'file'],
  transformers: [
    ...['PrefixTransformer', 'SuffixTransformer', 'NamespaceTransformer', 'LabelTransformer'],
    ...['AnnotationsTransformer', 'ImageTagTransformer', 'ReplicaCountTransformer', 'PatchTransformer'],
    ...['PatchStrategicMergeTransformer', 'PatchJson6902Transformer', 'ReplacementTransformer'],
    ...[
      'HashTransformer',
      'PrefixSuffixTransformer',
      'ValueAddTransformer',
      'unsetOnly',
      'setRoleBindingSubjects',
      'inline',
      'file',
      'directory',
    ],
  ],
  validators: ['inline', 'file', 'changes something'],
  sortOptions: ['fifo', 'legacy', 'legacySortOptions'],
  buildMetadata: ['originAnnotations', 'transformerAnnotations', 'managedByLabel'],
} as const;

/** The fields that change resources which are there already. */
export const transformerFields: readonly FieldName[] = [
  ...(['namespace', 'namePrefix', 'nameSuffix', 'labels', 'commonLabels', 'commonAnnotations'] as const),
  ...(['images', 'imageTags', 'replicas', 'patches', 'patchesStrategicMerge', 'patchesJson6902'] as const),
  ...(['replacements', 'vars', 'transformers'] as const),
];

export type FieldName = keyof typeof options;

/** One option of one field, such as `images newTag`. */
export type Cell = { [Name in FieldName]: `${Name} ${(typeof options)[Name][number]}` }[FieldName];

/** All cells in the order of the table. */
export const cells = Object.entries(options).flatMap(([field, list]) =>
  list.map(option => `${field} ${option}` as Cell),
);

/** The field of a cell. */
export function fieldOf(cell: Cell): FieldName {
  return cell.slice(0, cell.indexOf(' ')) as FieldName;
}
