import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { placeFindings } from '../../src/language/placedFindings.ts';
import { quickFixes } from '../../src/language/quickFixes.ts';
import { rules } from '../../src/language/rules/rules.ts';
import { suppressionsIn } from '../../src/language/suppressions.ts';
import { analyse } from './checkDiagnostics.ts';

const path = '/kustomization.yaml';
const uri = `file://${path}`;
const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {}\n';

/** What a reader sees in a kustomization, as `line code`. */
async function shown(text: string): Promise<string[]> {
  const { analysis } = await analyse({ [path]: text, '/web.yaml': deployment }, {}, rules);
  return placeFindings(analysis.findings(uri), text, {}).map(
    ({ finding, range }) => `${range.start.line} ${finding.problem.code}`,
  );
}

const images = (entry: string) => `resources:\n- web.yaml\nimages:\n${entry}`;

describe('a comment disables rules', () => {
  test.each([
    ['nothing without one', '- name: gone\n  newTag: "2"\n', ['3 image.no-match']],
    [
      'for the line below',
      '# kubewright-disable-next-line image.no-match\n- name: gone\n  newTag: "2"\n',
      [],
    ],
    [
      'for the line below, with a reason and other comments between',
      '# kubewright-disable-next-line image.no-effect, image.no-match -- comes later\n# ours\n- name: gone\n',
      [],
    ],
    ['at its end', '- name: gone # kubewright-disable-line image.no-match\n', []],
    ['every rule, where it names none', '- name: gone # kubewright-disable-line\n', []],
    ['in the file', '- name: gone\n- name: lost\n# kubewright-disable image.no-match\n', []],
    ['but no other rule', '# kubewright-disable image.no-effect\n- name: gone\n', ['4 image.no-match']],
    [
      'and no other line',
      '# kubewright-disable-next-line image.no-match\n- name: gone\n- name: lost\n',
      ['5 image.no-match'],
    ],
    [
      'behind a colon, and only the one that is named',
      '# kubewright-disable-next-line: image.no-match\n- name: gone\n# kubewright-disable-next-line: image.no-effect\n- name: lost\n',
      ['6 image.no-match'],
    ],
    [
      'also the second of two without a comma between',
      '# kubewright-disable-next-line image.no-effect image.no-match until v1.2\n- name: gone\n',
      [],
    ],
    ['with a reason that has dots', '- name: gone # kubewright-disable-line -- as in v1.2\n', []],
    [
      'not where the words are text',
      '- name: gone\n  newTag: "# kubewright-disable image.no-match"\n',
      ['3 image.no-match'],
    ],
    [
      'nor where it only begins like one',
      '- name: gone # kubewright-disable-lines image.no-match\n',
      ['3 image.no-match'],
    ],
  ])('%s', async (_what, entry, expected) => {
    expect(await shown(images(entry))).toEqual(expected);
  });

  /** What kustomize refuses cannot be talked away, or a build would fail that the editor called good. */
  test('but never what a build refuses', async () => {
    const text = '# kubewright-disable\nresources: # kubewright-disable-line\n- none.yaml\n';
    expect(await shown(text)).toEqual(['2 resource.not-found']);
  });

  test('a code that no rule has is told, with the one that was meant', async () => {
    const text = '# kubewright-disable image.no-mtch\nnamePrefix: a-\n';
    const { analysis } = await analyse({ [path]: text });
    const [finding, ...others] = analysis.findings(uri);
    expect(others).toEqual([]);
    expect(finding?.problem).toMatchObject({
      code: 'suppression.unknown-code',
      severity: 'hint',
      params: { code: 'image.no-mtch', nearest: 'image.no-match' },
      location: { start: 21, end: 34 },
    });
  });
});

test('so is a second one, and words of a reason are none', async () => {
  const text = '# kubewright-disable: image.no-match image.no-efect later on\nnamePrefix: a-\n';
  const { analysis } = await analyse({ [path]: text });
  expect(analysis.findings(uri).map(({ problem }) => problem.params)).toEqual([
    { code: 'image.no-efect', nearest: 'image.no-effect' },
  ]);
});

describe('disabling for a line', () => {
  const fix = async (text: string) => {
    const { analysis, workspace } = await analyse({ [path]: text, '/web.yaml': deployment }, {}, rules);
    const [placed] = placeFindings(analysis.findings(uri), text, {});
    if (placed === undefined) throw new Error('nothing was found');
    const { problem } = placed.finding;
    const fixes = await quickFixes({ problem, range: placed.range, text, path, workspace, roots: [] });
    const found = fixes.find(({ title }) => title.code === 'fix.disable-line');
    return TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 1, text), [...(found?.edits ?? [])]);
  };

  test.each([
    ['  - name: gone\n', '  # kubewright-disable-next-line image.no-match\n  - name: gone\n'],
    ['- name: gone\r\n', '# kubewright-disable-next-line image.no-match\r\n- name: gone\r\n'],
    [
      '# kubewright-disable-next-line image.no-effect -- later\n- name: gone\n',
      '# kubewright-disable-next-line image.no-effect, image.no-match -- later\n- name: gone\n',
    ],
  ])('%j is disabled by one comment, and the finding is gone', async (entry, expected) => {
    expect(await fix(images(entry))).toBe(images(expected));
    expect(await shown(images(expected))).toEqual([]);
  });

  /** A comment inside a block scalar would become part of the patch. */
  test('a line within a scalar of several lines is reached from above it', () => {
    const text = 'patches:\n- patch: |-\n    kind: A\n    spec: {}\n- patch: "a\n    b"\nnamePrefix: a\n';
    const { anchor } = suppressionsIn(text);
    expect([0, 1, 2, 3, 4, 5, 6].map(anchor)).toEqual([0, 1, 1, 1, 4, 4, 6]);
    const disabled = suppressionsIn(text.replace('- patch: |', '# kubewright-disable-next-line\n- patch: |'));
    expect(disabled.covers('image.no-match', 4)).toBe(true);
    expect(disabled.covers('image.no-match', 5)).toBe(false);
  });
});
