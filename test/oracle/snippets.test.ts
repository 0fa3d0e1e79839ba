import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../src/kustomize/build.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';
import { allExpansions, readSnippets } from '../snippets/expansions.ts';
import { officialBuild, ourBuild, withFiles } from './official.ts';

const workload = (kind: string, name = 'web') => `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: ${name}
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        image: nginx:1.27
        env:
        - {name: HOST, value: x}
      - name: sidecar
        image: busybox:1.37
`;
const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}}\n';
const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {HOST: shop}\n';
const ingress =
  'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {rules: [{host: web.example.com}]}\n';
const annotate = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, annotations: {a: b}}\n';

/** Every file that some snippet names, beside a kustomization with each kind of workload. */
const files: Readonly<Record<string, string>> = {
  'workloads.yaml': ['Deployment', 'StatefulSet', 'DaemonSet'].map(kind => workload(kind)).join('---\n'),
  'deployment.yaml': workload('Deployment'),
  'service.yaml': service,
  'settings.yaml': settings,
  'ingress.yaml': ingress,
  'patch.yaml': annotate,
  'operations.yaml': '- op: replace\n  path: /spec/template/spec/containers/0/image\n  value: nginx:1.29\n',
  'config/app.properties': 'a=b\n',
  'secret/token.txt': 'abc',
  'secret/tls.crt': 'certificate',
  'secret/tls.key': 'key',
  'settings.env': 'A=b\n',
  'secret.env': 'A=b\n',
};
const plain = 'resources: [workloads.yaml, ingress.yaml]\n';

/** What a snippet needs beside it to have something to work on. */
const beside: Readonly<Record<string, string>> = {
  'generatorOptions-all': `${plain}configMapGenerator: [{name: app, literals: [A=b]}]\n`,
  'replacements-field': 'resources: [workloads.yaml, settings.yaml]\n',
  'replacements-part': 'resources: [ingress.yaml, settings.yaml]\n',
};

/** Where a snippet stands, which directory is built, and which one to see what it changed. */
function project(
  name: string,
  text: string,
): { files: Record<string, string>; root: string; before: string } {
  const plainFiles = (directory: string) =>
    Object.fromEntries(Object.entries(files).map(([path, content]) => [join(directory, path), content]));
  const base = { ...plainFiles('base'), 'base/kustomization.yaml': beside[name] ?? plain };
  if (name === 'overlay') {
    const overlay = { 'overlays/staging/kustomization.yaml': text, 'overlays/staging/patch.yaml': annotate };
    return { files: { ...base, ...overlay }, root: 'overlays/staging', before: 'base' };
  }
  if (name === 'component') {
    const consumer = 'resources: [../base]\ncomponents: [../component]\n';
    const more = { 'component/kustomization.yaml': text, 'app/kustomization.yaml': consumer };
    return { files: { ...base, ...more }, root: 'app', before: 'base' };
  }
  const whole = name === 'kustomization' ? text : `${beside[name] ?? plain}${text}\n`;
  return {
    files: { ...base, ...plainFiles('app'), 'app/kustomization.yaml': whole },
    root: 'app',
    before: 'base',
  };
}

/** A snippet that does not build is worse than none: the person looks for a mistake of their own. */
test.each(allExpansions(await readSnippets('kustomization.json')))('%s (%s)', (name, _, text) => {
  const { files: written, root, before } = project(name, text);
  return withFiles(written, async directory => {
    const official = await officialBuild(join(directory, root));
    expect(official).toHaveProperty('output');
    expect(ourBuild(join(directory, root))).toEqual(official);
    expect(build(join(directory, root), createBlockingSnapshot()).problems).toEqual([]);
    expect(official, 'the snippet changes nothing').not.toEqual(await officialBuild(join(directory, before)));
  });
});
