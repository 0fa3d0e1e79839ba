import type { SnippetTitles } from '../../language/snippetCompletion.ts';

/** What each snippet of a kustomization is for. */
export const snippetMessages: {
  readonly [Code in keyof SnippetTitles]: (params: SnippetTitles[Code]) => string;
} = {
  'snippet.kustomization': () => 'Kustomization with resources and a label',
  'snippet.overlay': () => 'Overlay of a base, with a namespace, a suffix and a patch',
  'snippet.component': () => 'Component that patches whatever uses it',
  'snippet.configMapGenerator-literals': () => 'ConfigMap from literals',
  'snippet.configMapGenerator-files': () => 'ConfigMap from files',
  'snippet.configMapGenerator-envs': () => 'ConfigMap from a file of `key=value` lines',
  'snippet.secretGenerator-literals': () => 'Secret from literals',
  'snippet.secretGenerator-files': () => 'Secret from files',
  'snippet.secretGenerator-envs': () => 'Secret from a file of `key=value` lines',
  'snippet.secretGenerator-tls': () => 'TLS Secret from a certificate and its key',
  'snippet.generatorOptions-all': () => 'Options for all generated ConfigMaps and Secrets',
  'snippet.patches-merge': () => 'Strategic merge patch, written here',
  'snippet.patches-file': () => 'Strategic merge patch in a file',
  'snippet.patches-file-target': () => 'Patch in a file, with a target',
  'snippet.patches-json': () => 'JSON 6902 patch, written here',
  'snippet.patches-delete': () => 'Patch that deletes a container',
  'snippet.patches-delete-resource': () => 'Patch that deletes a resource',
  'snippet.images-tag': () => 'New tag for an image',
  'snippet.images-name': () => 'New name and tag for an image',
  'snippet.images-digest': () => 'Digest for an image',
  'snippet.replicas-count': () => 'Number of replicas of a workload',
  'snippet.labels-pairs': () => 'Label that leaves selectors alone',
  'snippet.labels-selectors': () => 'Label in selectors too, which cannot change once applied',
  'snippet.replacements-field': () => 'Copy of a field into another resource',
  'snippet.replacements-part': () => 'Copy of a field into a part of a value',
};
