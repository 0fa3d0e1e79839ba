import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { build } from '../../src/kustomize/build.ts';
import { render } from '../../src/kustomize/render/render.ts';
import { quickFixes } from '../../src/language/quickFixes.ts';
import { rules } from '../../src/language/rules/rules.ts';
import { rangesIn } from '../../src/yaml/range.ts';
import { analyse, findingsOf } from './checkDiagnostics.ts';
import { fileRuleFixes, filesBeside, web } from './fileRuleFixes.ts';

const path = '/app/kustomization.yaml';
/** Applies the first fix of the first finding of a rule; gives the text, what is left and what is built before and after. */
async function fix(code: string, text: string) {
  const rule = rules
    .filter(each => each.code === code)
    .map(each => ({ ...each, severity: 'warning' as const }));
  const analysed = await analyse({ [path]: text, ...filesBeside }, {}, rule);
  const { workspace, analysis } = analysed;
  const [finding] = analysis.findings(`file://${path}`);
  if (finding === undefined) throw new Error('nothing was found');
  const before = outputOf(analysed);
  const range = rangesIn(text)(finding.problem.location);
  const fixes = await quickFixes({ problem: finding.problem, range, text, path, workspace, roots: [] });
  const first = fixes.find(({ title }) => title.code !== 'fix.disable-line');
  const document = TextDocument.create(`file://${path}`, 'yaml', 1, text);
  const fixed = TextDocument.applyEdits(document, [...(first?.edits ?? [])]);
  await analysed.change(...workspace.write(path, fixed));
  return { text: fixed, left: findingsOf(analysed, path), same: outputOf(analysed) === before };
}

function outputOf({ workspace }: Awaited<ReturnType<typeof analyse>>): string {
  const { resources, problems } = build('/app', workspace.snapshot);
  expect(problems).toEqual([]);
  return render(resources);
}

test.each(fileRuleFixes)('%s goes with %j, and the build stays as it was', async (code, text, expected) => {
  expect(await fix(code, text)).toEqual({ text: expected, left: [], same: true });
});

test('a behavior and a note that are near to known ones become these', async () => {
  const metadata = `buildMetadata: [managedByLabels]\n${web}`;
  expect(await fix('kustomization.unknown-build-metadata', metadata)).toMatchObject({
    text: `buildMetadata: [managedByLabel]\n${web}`,
    left: [],
  });
  const generator = 'configMapGenerator:\n- name: a\n  behavior: Create\n';
  expect(await fix('generator.unknown-behavior', generator)).toMatchObject({
    text: generator.replace('Create', 'create'),
    left: [],
    same: true,
  });
});

test('an entry that an alias refers to is not taken out', async () => {
  const text = `images: &none []\nreplicas: *none\n${web}`;
  expect(await fix('kustomization.empty-field', text)).toMatchObject({ text });
});
