import { isRecord, type JsonRecord, listAt, recordAt, textOf } from '../../cluster/json.ts';

/**
 * The ConfigMaps and Secrets that the pods of an object name, `Secret/name`: of a pod itself, of whatever has a template for
 * pods, custom resources included, and of a kept revision of one. Empty for what makes no pods.
 */
export function podReferences(object: unknown): string[] {
  return referencesOf(podSpecOf(object));
}

function podSpecOf(object: unknown): JsonRecord {
  const spec = recordAt(object, 'spec');
  if (isRecord(object) && object['kind'] === 'Pod') return spec;
  const revision = recordAt(recordAt(object, 'data'), 'spec');
  const job = recordAt(recordAt(spec, 'jobTemplate'), 'spec');
  const template = [spec, job, revision].find(each => isRecord(each['template']));
  return recordAt(recordAt(template, 'template'), 'spec');
}

function referencesOf(podSpec: JsonRecord): string[] {
  const names: string[] = [];
  const add = (kind: string, name: unknown) => {
    const text = textOf(name);
    if (text !== undefined) names.push(`${kind}/${text}`);
  };
  for (const volume of listAt(podSpec, 'volumes').filter(isRecord)) {
    add('ConfigMap', recordAt(volume, 'configMap')['name']);
    add('Secret', recordAt(volume, 'secret')['secretName']);
    for (const source of listAt(recordAt(volume, 'projected'), 'sources')) {
      add('ConfigMap', recordAt(source, 'configMap')['name']);
      add('Secret', recordAt(source, 'secret')['name']);
    }
  }
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of listAt(podSpec, list)) {
      for (const from of listAt(container, 'envFrom')) {
        add('ConfigMap', recordAt(from, 'configMapRef')['name']);
        add('Secret', recordAt(from, 'secretRef')['name']);
      }
      for (const variable of listAt(container, 'env')) {
        const from = recordAt(variable, 'valueFrom');
        add('ConfigMap', recordAt(from, 'configMapKeyRef')['name']);
        add('Secret', recordAt(from, 'secretKeyRef')['name']);
      }
    }
  }
  for (const secret of listAt(podSpec, 'imagePullSecrets').filter(isRecord)) add('Secret', secret['name']);
  return names;
}
