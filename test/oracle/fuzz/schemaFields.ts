import type { Tree } from '../patch/yamlText.ts';
import type { Dice } from './dice.ts';
import { addFile, addItem, type Layer } from './layer.ts';
import type { Entries } from './world.ts';
import { writeYaml } from './writeYaml.ts';

const widget = { kind: 'Widget', group: 'example.com' };

/** The defaults for fewer kinds, which make the official tool forget the default. */
const fewer = (path: string, create?: 'true'): Entries[] =>
  ['Deployment', 'ConfigMap', 'Widget'].map(kind => ({ path, kind, ...(create && { create }) }));

const specs = {
  namePrefix: [{ path: 'spec/size', kind: 'Widget' }, { path: 'metadata/name' }, ...fewer('metadata/name')],
  nameSuffix: [{ path: 'spec/place', ...widget }, ...fewer('metadata/name')],
  namespace: [
    { path: 'spec/namespace', kind: 'Widget', create: 'true' },
    { path: 'metadata/labels/ns', create: 'true' },
  ],
  commonLabels: [
    { path: 'spec/selector', ...widget, create: 'true' },
    { path: 'spec/parts/labels', kind: 'Widget' },
    ...fewer('metadata/labels', 'true'),
  ],
  labels: [{ path: 'spec/labels', kind: 'Widget', create: 'true' }],
  templateLabels: [
    { path: 'spec/template/labels', kind: 'Widget', create: 'true' },
    { path: 'spec/template/spec/labels', kind: 'Template', create: 'true' },
  ],
  commonAnnotations: [
    { path: 'spec/remarks', kind: 'Widget', create: 'true' },
    ...fewer('metadata/annotations', 'true'),
  ],
  varReference: [
    { path: 'spec/place', kind: 'Widget' },
    { path: 'data/a', kind: 'ConfigMap' },
    { path: 'spec/size', kind: 'Widget' },
  ],
  images: [
    { path: 'spec/image', kind: 'Widget' },
    { path: 'spec/parts[]/image', kind: 'Widget' },
  ],
  replicas: [{ path: 'spec/count', kind: 'Widget', create: 'true' }],
} satisfies Record<string, Entries[]>;

export function configurations(dice: Dice, layer: Layer): void {
  const tree: Record<string, Tree> = {};
  const names = Object.keys(specs) as (keyof typeof specs)[];
  for (const name of dice.some(names, 1, 3)) {
    dice.uses(`configurations ${name}`);
    tree[name] = dice.some<Tree>(specs[name], 1, 2);
  }
  if (dice.chance(45)) {
    dice.uses('configurations nameReference');
    tree['nameReference'] = [
      { kind: 'ConfigMap', version: 'v1', fieldSpecs: [{ path: 'spec/configRef/name', kind: 'Widget' }] },
      ...(dice.chance(30)
        ? [{ kind: 'Widget', fieldSpecs: [{ path: 'spec/other', kind: 'Template' }] }]
        : []),
    ];
  }
  addItem(layer, 'configurations', addFile(layer, 'config.yaml', writeYaml(dice, tree)));
}

/** OpenAPI definitions as `crds` has them, where names, labels and annotations are said to stand. */
export function crds(dice: Dice, layer: Layer): void {
  const properties: Record<string, Tree> = {
    configRef: { 'x-kubernetes-object-ref-api-version': 'v1', 'x-kubernetes-object-ref-kind': 'ConfigMap' },
  };
  dice.uses('crds reference');
  if (dice.chance(50)) {
    dice.uses('crds label');
    properties['selector'] = { 'x-kubernetes-label-selector': '""' };
  }
  if (dice.chance(50)) {
    dice.uses('crds annotation');
    properties['notes'] = { 'x-kubernetes-annotation': '""' };
  }
  const spec = { Schema: { properties } };
  const any = { type: 'object' };
  const top = {
    Schema: { properties: { apiVersion: any, kind: any, metadata: any, spec: { $ref: 'v1.WidgetSpec' } } },
  };
  const text = writeYaml(dice, { 'v1.Widget': top, 'v1.WidgetSpec': spec });
  addItem(layer, 'crds', addFile(layer, 'crd.yaml', text));
}

export function openapi(dice: Dice, layer: Layer): void {
  if (dice.chance(40)) {
    dice.uses('openapi version');
    layer.fields['openapi'] = { version: dice.chance(85) ? 'v1.21.2' : 'v1.0.0' };
    return;
  }
  dice.uses('openapi path');
  const parts = {
    type: 'array',
    items: { type: 'object' },
    'x-kubernetes-patch-merge-key': 'name',
    'x-kubernetes-patch-strategy': 'merge',
  };
  const definition = {
    type: 'object',
    properties: { spec: { type: 'object', properties: { parts } } },
    'x-kubernetes-group-version-kind': [{ group: 'example.com', version: 'v1', kind: 'Widget' }],
  };
  const document = { definitions: { 'com.example.v1.Widget': definition } };
  layer.fields['openapi'] = {
    path: addFile(layer, 'schema.json', `${JSON.stringify(document, undefined, dice.pick([0, 2]))}\n`),
  };
}
