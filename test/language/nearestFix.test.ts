import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { quickFixes } from '../../src/language/quickFixes.ts';
import { rules } from '../../src/language/rules/rules.ts';
import { rangesIn } from '../../src/yaml/range.ts';
import { analyse, findingsOf } from './checkDiagnostics.ts';
import { mending } from './fixed.ts';

const path = '/base/web.yaml';
const chosen = rules.filter(({ code }) => /^(?:reference|selector|workload)\./.test(code));

/** The file after the fix of its only warning, with what is found then. */
async function fix(text: string): Promise<{ text: string; left: string[] }> {
  const analysed = await analyse(
    {
      '/base/kustomization.yaml':
        'resources: [web.yaml]\nconfigMapGenerator:\n- {name: settings, literals: [log-level=info]}\n',
      [path]: text,
      '/prod/kustomization.yaml': 'namePrefix: prod-\nresources: [../base]\n',
    },
    {},
    chosen,
  );
  const uri = `file://${path}`;
  const [finding, ...others] = analysed.analysis.findings(uri);
  if (finding === undefined || others.length > 0) throw new Error(findingsOf(analysed, path).join('\n'));
  const range = rangesIn(text)(finding.problem.location);
  const { workspace } = analysed;
  const first = mending(
    await quickFixes({ problem: finding.problem, range, text, path, workspace, roots: [] }),
  );
  if (first === undefined) return { text, left: findingsOf(analysed, path) };
  const fixed = TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 1, text), [...first.edits]);
  await analysed.change(...workspace.write(path, fixed));
  const left = ['/base/kustomization.yaml', path, '/prod/kustomization.yaml'];
  return { text: fixed, left: left.flatMap(each => findingsOf(analysed, each)) };
}

/** A Deployment behind a Service; `line` stands at the place of the container's fields. */
const web = (line: string, service = 'port: 80') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata:
      labels: {app: frontend, version: "2"}
    spec:
      volumes:
      - {name: cache, emptyDir: {}}
      containers:
      - name: web
        image: nginx
        ports: [{name: http, containerPort: 8080}]
        ${line}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: frontend, version: "2"}
  ports: [{${service}}]
`;

/** A slip is mended in the spelling of the manifest: with the prefix or hash in it the next build would lose it. */
test.each([
  ['envFrom: [{configMapRef: {name: setings}}] # all', 'envFrom: [{configMapRef: {name: settings}}] # all'],
  ['envFrom: [{configMapRef: {name: "setings"}}]', 'envFrom: [{configMapRef: {name: "settings"}}]'],
  [
    'env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: log-levl}}}]',
    'env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: log-level}}}]',
  ],
  ['volumeMounts: [{name: cahce, mountPath: /a}]', 'volumeMounts: [{name: cache, mountPath: /a}]'],
  ['livenessProbe: {tcpSocket: {port: web}}', 'livenessProbe: {tcpSocket: {port: http}}'],
])('%j is mended', async (line, expected) => {
  expect(await fix(web(line))).toEqual({ text: web(expected), left: [] });
});

test('so is a port of a Service, and of an Ingress by number', async () => {
  const text = web('', 'port: 80, targetPort: htp');
  expect(await fix(text)).toEqual({ text: text.replace('htp', 'http'), left: [] });
  const ingress =
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n' +
    '  defaultBackend: {service: {name: web, port: {number: 81}}}\n';
  const both = `${web('')}---\n${ingress}`;
  expect(await fix(both)).toEqual({ text: both.replace('81', '80'), left: [] });
});

test('so is a label, which stays a string', async () => {
  const text = web('').replace(
    'selector: {app: frontend, version: "2"}',
    'selector: {app: frontend, version: two}',
  );
  expect(await fix(text)).toEqual({ text: text.replace('version: two', 'version: "2"'), left: [] });
});

test('where nothing is near nothing is offered', async () => {
  const text = web('envFrom: [{configMapRef: {name: something-else}}]');
  expect(await fix(text)).toMatchObject({ text, left: [expect.stringContaining('reference.not-found')] });
});
