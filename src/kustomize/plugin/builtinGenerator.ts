import { get, type Mapping, textAt, withEntry } from '../../yaml/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { type Generated, generateData } from '../generate/generateData.ts';
import { inflateChart } from '../generate/helm.ts';
import { readPluginChart } from '../helm/chartEntry.ts';
import { field, type Kustomization, textOf } from '../load/kustomization.ts';
import { pluginTransformation } from '../render/buildMetadata.ts';
import { type Resource, resourceFrom } from '../resource.ts';
import { emptyMapping } from '../transform/fieldSpec.ts';
import { type Directive, setEntryString } from '../transform/setScalar.ts';

/** Runs a builtin generator as its configuration has it; `undefined` where there is none of that kind. */
export function runBuiltinGenerator(
  context: BuildContext,
  kustomization: Kustomization,
  plugin: Resource,
): readonly Generated[] | undefined {
  const { kind } = plugin.id;
  if (kind === 'ConfigMapGenerator' || kind === 'SecretGenerator') {
    const node = named(withoutEnv(plugin));
    const standIn = { ...kustomization, node: emptyMapping, file: plugin.file };
    const data = kind === 'SecretGenerator' ? 'Secret' : 'ConfigMap';
    const generated = generateData(data, {
      context,
      kustomization: standIn,
      node,
      location: plugin.location,
    });
    return generated === undefined ? [] : [generated];
  }
  if (kind === 'HelmChartInflationGenerator') {
    const chart = readPluginChart(context, kustomization, plugin.node, plugin.location);
    if (chart === undefined) return [];
    const resources = inflateChart(context, kustomization, chart, pluginTransformation(context, plugin));
    return resources.map(resource => ({ resource, behavior: 'unspecified' }));
  }
  return kind === 'IAMPolicyGenerator' ? generatePolicy(context, plugin) : undefined;
}

/** The older field for one file is there, but the official tool reads it in a kustomization only. */
function withoutEnv(plugin: Resource): Resource {
  const { node } = plugin;
  const index = node.keys.indexOf('env');
  if (index < 0) return plugin;
  const [keys, keyStarts] = [node.keys.toSpliced(index, 1), node.keyStarts.toSpliced(index, 1)];
  return { ...plugin, node: { ...node, keys, keyStarts, values: node.values.toSpliced(index, 1) } };
}

/** Name and namespace may stand in the metadata. */
function named({ node }: Resource): Mapping {
  const metadata = get(node, 'metadata');
  return ['name', 'namespace'].reduce<Mapping>((current, key) => {
    const value = get(metadata, key);
    return value === undefined || textOf(field(current, key)) !== ''
      ? current
      : withEntry(current, key, value);
  }, node);
}

/** The ServiceAccount that stands for one of Google Cloud's (GKE workload identity); no other cloud is known. */
function generatePolicy(context: BuildContext, plugin: Resource): readonly Generated[] {
  const { node, file, location } = plugin;
  const cloud = textAt(node, 'cloud') ?? '';
  if (cloud !== 'gke') {
    report(context, 'plugin.lacks-field', { kind: plugin.id.kind, field: 'cloud' }, location);
    return [];
  }
  const directive: Directive = { name: 'generators', file, start: node.start };
  const text = (value: string) => setEntryString(undefined, value, directive);
  const account = get(node, 'serviceAccount');
  const service = get(node, 'kubernetesService');
  if (!textAt(account, 'name')) {
    report(context, 'plugin.lacks-field', { kind: plugin.id.kind, field: 'serviceAccount' }, location);
    return [];
  }
  const email = `${textAt(account, 'name') ?? ''}@${textAt(account, 'projectId') ?? ''}.iam.gserviceaccount.com`;
  const annotations = withEntry(emptyMapping, 'iam.gke.io/gcp-service-account', text(email));
  let metadata = withEntry(emptyMapping, 'annotations', annotations);
  metadata = withEntry(metadata, 'name', text(textAt(service, 'name') ?? ''));
  const namespace = textAt(service, 'namespace');
  if (namespace) metadata = withEntry(metadata, 'namespace', text(namespace));
  const header = withEntry(withEntry(emptyMapping, 'apiVersion', text('v1')), 'kind', text('ServiceAccount'));
  const object = withEntry(header, 'metadata', metadata);
  return [{ resource: resourceFrom(object, file, location), behavior: 'unspecified' }];
}
