import { get, type Mapping, type Scalar, withEntry, type YamlNode } from '../../yaml/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { field, type Kustomization, textOf } from '../load/kustomization.ts';
import { isTrueText } from '../load/yamlBoolean.ts';
import { type Resource, resourceFrom } from '../resource.ts';
import { emptyMapping } from '../transform/fieldSpec.ts';
import { type Directive, setEntryString, setTagged } from '../transform/setScalar.ts';
import { handedOnKey, isUnreadKey } from '../unreadKey.ts';
import { lineBrokenBase64 } from './base64.ts';
import { type GeneratorSource, generatorName, type KeyValue, readKeyValues } from './keyValues.ts';

/** What a generator does where a resource of its id is there already. */
export type Behavior = 'unspecified' | 'create' | 'replace' | 'merge';

/** A generated ConfigMap or Secret and how it joins the resources before it. */
export interface Generated {
  readonly resource: Resource;
  readonly behavior: Behavior;
}

/** Makes the object of one entry of `configMapGenerator` or `secretGenerator`; `undefined` where it has no name. */
export function generateData(kind: 'ConfigMap' | 'Secret', source: GeneratorSource): Generated | undefined {
  const { node, location, kustomization } = source;
  const name = field(node, 'name');
  if (textOf(name) === '') {
    report(source.context, 'generator.no-name', {}, location);
    return undefined;
  }
  const own: Directive = { name: generatorName(location), file: kustomization.file, start: node.start };
  const at = (value: YamlNode | undefined): Directive => ({ ...own, start: value?.start ?? own.start });
  let object: Mapping = entry(
    entry(emptyMapping, 'apiVersion', setEntryString(undefined, 'v1', own)),
    'kind',
    setEntryString(undefined, kind, own),
  );
  let metadata = entry(emptyMapping, 'name', setEntryString(undefined, textOf(name), at(name)));
  const namespace = field(node, 'namespace');
  if (textOf(namespace) !== '') {
    metadata = entry(metadata, 'namespace', setEntryString(undefined, textOf(namespace), at(namespace)));
  }
  const options = mergedOptions(source.context, kustomization, node, own);
  for (const key of ['labels', 'annotations'] as const) {
    const entries = options[key];
    if (entries !== undefined) metadata = entry(metadata, key, entries);
  }
  object = entry(object, 'metadata', metadata);
  if (kind === 'Secret') {
    const type = field(node, 'type');
    object = entry(object, 'type', setEntryString(undefined, textOf(type) || 'Opaque', at(type)));
    object = entry(object, 'data', emptyMapping);
  }
  const pairs = readKeyValues(source);
  for (const { key, location: at } of pairs) {
    if (isUnreadKey(key)) report(source.context, 'resource.bad-key', { key }, at);
  }
  object = withData(object, kind, pairs);
  if (options.immutable)
    object = entry(object, 'immutable', setTagged(undefined, 'true', 'tag:yaml.org,2002:bool', own));
  const resource = {
    ...resourceFrom(object, kustomization.file, location),
    needsHash: !options.disableHash,
    hasGeneratorNote: true,
    generatedBy: { file: kustomization.file.path, kind: `${kind}Generator`, clone: source.context.clone },
  };
  return { resource, behavior: behaviorOf(textOf(field(node, 'behavior'))) };
}

const entry = withEntry;

function behaviorOf(text: string): Behavior {
  return text === 'create' || text === 'replace' || text === 'merge' ? text : 'unspecified';
}

function withData(object: Mapping, kind: 'ConfigMap' | 'Secret', pairs: readonly KeyValue[]): Mapping {
  let result = object;
  for (const { key, value, directive } of pairs) {
    const binary = kind === 'Secret' || typeof value !== 'string';
    const list = kind === 'ConfigMap' && binary ? 'binaryData' : 'data';
    const text = kind === 'Secret' || typeof value !== 'string' ? lineBrokenBase64(value) : value;
    const data = get(result, list);
    const mapping = data?.kind === 'mapping' ? data : emptyMapping;
    result = entry(result, list, entry(mapping, key, setEntryString(undefined, text, directive)));
  }
  return result;
}

interface Options {
  readonly labels: Mapping | undefined;
  readonly annotations: Mapping | undefined;
  readonly disableHash: boolean;
  readonly immutable: boolean;
}

/** The entry's own options over `generatorOptions`; a true there cannot be undone by a false here. */
function mergedOptions(
  context: BuildContext,
  kustomization: Kustomization,
  node: YamlNode,
  directive: Directive,
): Options {
  const own = field(node, 'options');
  const global = field(kustomization.node, 'generatorOptions');
  const flag = (name: string) => [own, global].some(options => isTrueText(textOf(field(options, name))));
  const strings = (name: string) => unite(context, field(global, name), field(own, name), directive);
  return {
    labels: strings('labels'),
    annotations: strings('annotations'),
    disableHash: flag('disableNameSuffixHash'),
    immutable: flag('immutable'),
  };
}

function unite(
  context: BuildContext,
  base: YamlNode | undefined,
  over: YamlNode | undefined,
  directive: Directive,
): Mapping | undefined {
  let result: Mapping | undefined;
  for (const source of [base, over]) {
    if (source?.kind !== 'mapping') continue;
    for (const [index, written] of source.keys.entries()) {
      const value = get(source, written) as Scalar | undefined;
      const start = value?.start ?? directive.start;
      const key = handedOnKey(source, index, directive.file);
      if (isUnreadKey(key)) {
        report(context, 'resource.bad-key', { key }, { uri: directive.file.uri, start, end: start });
      }
      result = entry(
        result ?? emptyMapping,
        key,
        // Kyaml quotes what such options hold, whatever it is.
        {
          ...setEntryString(undefined, textOf(value), { ...directive, start }),
          style: 'single',
          tag: undefined,
        },
      );
    }
  }
  return result;
}
