import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { quickFixes } from '../../src/language/quickFixes.ts';
import { patchNoMatch } from '../../src/language/rules/patch/noMatch.ts';
import type { Rule } from '../../src/language/rules/rule.ts';
import { rules } from '../../src/language/rules/rules.ts';
import { rangesIn } from '../../src/yaml/range.ts';
import { analyse, findingsOf } from './checkDiagnostics.ts';

const path = '/app/kustomization.yaml';

/** Applies the first fix of the first finding; gives the text and what is still found in it. */
async function fix(
  text: string,
  others: Record<string, string> = {},
  rules: readonly Rule[] = [],
): Promise<{ text: string; left: string[] }> {
  const analysed = await analyse({ [path]: text, ...others }, {}, rules);
  const uri = `file://${path}`;
  const [finding] = analysed.analysis.findings(uri);
  if (finding === undefined) throw new Error('nothing was found');
  const range = rangesIn(text)(finding.problem.location);
  const { workspace } = analysed;
  const [first] = await quickFixes({ problem: finding.problem, range, text, path, workspace, roots: [] });
  if (first === undefined) return { text, left: findingsOf(analysed, path) };
  const fixed = TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 1, text), [...first.edits]);
  await analysed.change(...workspace.write(path, fixed));
  return { text: fixed, left: findingsOf(analysed, path) };
}

const deploy = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n';

test.each([
  ['resorces: [] # all\nnamePrefix: a\n', 'resources: [] # all\nnamePrefix: a\n'],
  ['"resorces": []\nnamePrefix: a\n', 'resources: []\nnamePrefix: a\n'],
  ['images:\n- name: a\n  newTag: 1.10 # pin\n', 'images:\n- name: a\n  newTag: "1.10" # pin\n'],
  ['commonAnnotations: {a: yes}\n', 'commonAnnotations: {a: "yes"}\n'],
  ['generatorOptions:\n  immutable: "true"\n', 'generatorOptions:\n  immutable: true\n'],
])('%j is mended and its comments stay', async (text, expected) => {
  expect(await fix(text)).toEqual({ text: expected, left: [] });
});

test.each([
  ['resources:\n- deplyo.yaml\n', 'resources:\n- deploy.yaml\n'],
  ['resources:\n- "../bsae" # base\n', 'resources:\n- ../base # base\n'],
  ['resources:\n- ../bsae/mre\n', 'resources:\n- ../base/more\n'],
])('%j points at what exists', async (text, expected) => {
  const others = {
    '/app/deploy.yaml': deploy,
    '/base/kustomization.yaml': 'namePrefix: a\n',
    '/base/more/kustomization.yaml': 'namePrefix: a\n',
  };
  expect(await fix(text, others)).toEqual({ text: expected, left: [] });
});

const patch = `  patch: '[{"op": "add", "path": "/spec", "value": {}}]'\n`;

test.each([
  ['{kind: Deployment, name: wep}', '{kind: Deployment, name: web}'],
  ['{kind: Deployment, name: web-prod}', '{kind: Deployment, name: web}'],
  ['{kind: Deploymnt, name: "web"} # all', '{kind: Deployment, name: "web"} # all'],
])('a target %s is given the nearest name, and the patch has one', async (target, expected) => {
  const around = (selector: string) =>
    `nameSuffix: -prod\nresources:\n- deploy.yaml\npatches:\n- target: ${selector}\n${patch}`;
  const others = { '/app/deploy.yaml': deploy };
  expect(await fix(around(target), others, [patchNoMatch])).toEqual({ text: around(expected), left: [] });
});

test('where nothing is near nothing is offered', async () => {
  const text = 'resources:\n- entirely-else.yaml\n';
  expect(await fix(text, { '/app/deploy.yaml': deploy })).toMatchObject({ text, left: [expect.any(String)] });
});

const pod = (text: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${text}`;
const container = (text: string) => pod(`  containers:\n  - name: web\n    image: web:1\n    ${text}\n`);

/** A fix of an object is good where its finding is gone and the build as good as before. */
test.each([
  ['imagePullPolcy: Always # as it was', 'imagePullPolicy: Always # as it was'],
  ['env: [{name: A, value: 8080}]', 'env: [{name: A, value: "8080"}]'],
  ['ports: [{containerPort: "80"}]', 'ports: [{containerPort: 80}]'],
])('%j of a container is mended', async (wrong, right) => {
  const file = '/app/pod.yaml';
  const uri = `file://${file}`;
  const kustomization = { [path]: 'resources:\n- pod.yaml\n' };
  const analysed = await analyse({ ...kustomization, [file]: container(wrong) }, {}, rules);
  const [finding, ...others] = analysed.analysis.findings(uri);
  expect(others).toEqual([]);
  const text = container(wrong);
  const range = rangesIn(text)(finding!.problem.location);
  const { workspace } = analysed;
  const [first] = await quickFixes({
    problem: finding!.problem,
    range,
    text,
    path: file,
    workspace,
    roots: [],
  });
  const fixed = TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 1, text), [...(first?.edits ?? [])]);
  expect(fixed).toBe(container(right));
  await analysed.change(...workspace.write(file, fixed));
  expect(findingsOf(analysed, file)).toEqual([]);
});
