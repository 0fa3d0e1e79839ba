/** What lies beside the kustomization that is mended. */
export const filesBeside = {
  '/app/empty.yaml': '# nothing yet\n',
  '/app/web.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n',
  '/app/part/kustomization.yaml':
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nlabels: [{pairs: {a: b}}]\n',
};

/** A kustomization in which nothing is wrong. */
export const web = 'resources:\n- web.yaml\n';

/** A rule, a kustomization that it speaks of, and what the first quick fix makes of it: the build gives the same. */
export const fileRuleFixes: readonly (readonly [code: string, text: string, fixed: string])[] = [
  ['kustomization.empty-field', `images: [] # none\n# kept\n${web}`, `# kept\n${web}`],
  ['kustomization.empty-field', `${web}namePrefix: ""\n`, web],
  ['kustomization.unknown-build-metadata', `buildMetadata:\n- everything\n${web}`, web],
  ['generator.unused-options', `${web}generatorOptions:\n  labels:\n    a: b\n`, web],
  [
    'generator.option-not-undone',
    'generatorOptions: {immutable: true}\nconfigMapGenerator:\n- options: {immutable: false}\n  name: a\n',
    'generatorOptions: {immutable: true}\nconfigMapGenerator:\n- name: a\n',
  ],
  [
    'generator.unknown-behavior',
    'configMapGenerator:\n- {name: a, behavior: whatever}\n',
    'configMapGenerator:\n- {name: a}\n',
  ],
  [
    'label.no-pairs',
    `${web}labels:\n- includeSelectors: true\n- pairs: {a: b}\n`,
    `${web}labels:\n- pairs: {a: b}\n`,
  ],
  [
    'replacement.ignored-option',
    `${web}replacements:\n- sourceValue: a\n  targets:\n  - select: {name: web}\n    options: {encoding: x, create: true}\n    fieldPaths: [metadata.labels.a]\n`,
    `${web}replacements:\n- sourceValue: a\n  targets:\n  - select: {name: web}\n    options: {create: true}\n    fieldPaths: [metadata.labels.a]\n`,
  ],
  ['resource.empty-file', 'resources:\n- web.yaml\n- empty.yaml # soon\n', web],
  ['resource.empty-file', 'resources: [empty.yaml, web.yaml]\n', 'resources: [web.yaml]\n'],
  ['kustomization.repeated-item', `${web}components:\n- part\n- ./part\n`, `${web}components:\n- part\n`],
  ['kustomization.key-case', 'Resources:\n- web.yaml\n', web],
  [
    'kustomization.no-header',
    `# all\n${web}`,
    `# all\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${web}`,
  ],
];
