import { boolean, type FieldType, listOf, naming, object, oneOf, path, text } from './fieldType.ts';

const anyMap: FieldType = { kind: 'map', values: { kind: 'any' } };
const valuesMerge = oneOf('merge', 'override', 'replace');

/** `helmGlobals`. */
export const helmGlobals = object('HelmGlobals', {
  chartHome: {
    type: path('directory'),
    description: 'Directory with one directory a chart. Default: `charts`.',
  },
  configHome: { type: text, description: 'What helm gets as `HELM_CONFIG_HOME`.' },
});

/** One entry of `helmCharts`. */
export const helmChart = object('HelmChart', {
  name: { type: text, description: 'Name of the chart.' },
  version: { type: text, description: 'Version of the chart; a local copy is used without looking at it.' },
  repo: { type: text, description: 'URL of the chart repository, `https://` or `oci://`.' },
  releaseName: { type: text, description: 'Name of the release. Without it helm makes one up.' },
  namespace: {
    type: naming('namespace'),
    description: 'Namespace of the release, `.Release.Namespace` in templates.',
  },
  valuesFile: { type: path('file'), description: 'Values file that takes the place of the chart’s own.' },
  additionalValuesFiles: {
    type: listOf(path('file')),
    description: 'Further values files, later ones win.',
    since: '5.0',
  },
  valuesInline: { type: anyMap, description: 'Values written here.' },
  valuesMerge: {
    type: valuesMerge,
    description: 'How `valuesInline` meets the values file: `override` (default), `merge` or `replace`.',
  },
  includeCRDs: { type: boolean, description: 'Renders the chart’s CustomResourceDefinitions too.' },
  skipHooks: { type: boolean, description: 'Leaves helm hooks out.', since: '5.0' },
  skipTests: { type: boolean, description: 'Leaves helm tests out.', since: '5.0' },
  apiVersions: {
    type: listOf(text),
    description: 'API versions the chart sees in `.Capabilities.APIVersions`.',
    since: '5.0',
  },
  kubeVersion: {
    type: text,
    description: 'Kubernetes version the chart sees in `.Capabilities.KubeVersion`.',
    since: '5.3',
  },
  nameTemplate: { type: text, description: 'Template for the name of the release.', since: '5.0' },
  debug: { type: boolean, description: 'Runs helm with `--debug`.', since: '5.5' },
  devel: { type: boolean, description: 'Allows development versions of the chart.', since: '5.7' },
});

/** One entry of `helmChartInflationGenerator`. */
export const helmChartArgs = object('HelmChartArgs', {
  chartName: { type: text, description: 'Name of the chart.' },
  chartVersion: { type: text, description: 'Version of the chart.' },
  chartRepoUrl: { type: text, description: 'URL of the chart repository.' },
  chartHome: { type: path('directory'), description: 'Directory with one directory a chart.' },
  chartRepoName: { type: text, description: 'No longer read.' },
  helmBin: { type: text, description: 'No longer read; the helm command is a flag of `kustomize build`.' },
  helmHome: { type: text, description: 'What helm gets as `HELM_CONFIG_HOME`.' },
  values: { type: path('file'), description: 'Values file.' },
  valuesLocal: { type: anyMap, description: 'Values written here.' },
  valuesMerge: { type: valuesMerge, description: 'How `valuesLocal` meets the values file.' },
  releaseName: { type: text, description: 'Name of the release.' },
  releaseNamespace: { type: text, description: 'No longer read.' },
  extraArgs: { type: listOf(text), description: 'No longer read.' },
});
