import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, fetchingBuild } from '../git/fetchingBuild.ts';
import { buildHelm } from './build.ts';
import { officialBuild, withFiles } from './official.ts';

let command: string;
let cache: string;

beforeAll(async () => {
  command = await buildHelm();
  cache = await mkdtemp(join(tmpdir(), 'kubewright-cache-'));
}, 600_000);
afterAll(() => rm(cache, { recursive: true, force: true }));

/** A chart that prints its values, types and all. */
const chart = {
  'app/charts/show/Chart.yaml': 'apiVersion: v2\nname: show\nversion: 1.0.0\n',
  'app/charts/show/values.yaml': '{}\n',
  'app/charts/show/templates/show.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: show}\ndata: {values: {{ toJson .Values | quote }}}\n',
};

const valuesFiles = {
  empty: '',
  'a comment alone': '# nothing\n',
  null: 'null\n',
  'a list': '[1, 2]\n',
  'a string': 'text\n',
  'anchors and merge keys': 'a: &a {b: 1, c: x}\nd: *a\ne: {<<: *a, c: y}\n',
  numbers:
    'a: 0x1F\nb: 0o17\nc: 017\nd: 1_000\ne: 1e3\nf: .5\ng: 1.10\nh: 12345678901234567890\ni: -0\nj: +1\n',
  'words and dates':
    'a: yes\nb: "no"\nc: off\nd: y\ne: ~\nf:\ng: 2001-01-01\nh: !!str 5\ni: Null\nj: 12:30:45\n',
  'two documents': 'a: 1\n---\nb: 2\n',
  'keys that are no strings': '80: x\ntrue: z\n1.5: w\n',
  'a repeated key': 'a: 1\na: 2\n',
  'Windows line ends': 'a: 1\r\nb: |\r\n  x\r\n  y\r\n',
  'a byte order mark': '\ufeffa: 1\n',
  'long and odd texts': `a: ${'word '.repeat(40)}\nb: "tab\\tand\\u00e9"\nc: "\\n"\nd: '#'\ne: "  "\nf: 한국어\n`,
  'block scalars': 'a: |+\n  x\n\n\nb: >-\n  y\n  z\nc: |2\n    deep\n',
  'things that look like objects':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: b}]}\n',
  directives: 'a: {b: 1}\nc: [{name: x}]\nd: {$patch: replace, e: 1}\n',
  nested: 'a: {b: {c: {d: [1, {e: f}]}}}\nlist: [{name: x, v: 1}, {name: y}]\n',
} as const;

const inlines = {
  'over everything':
    'a: {b: 5}\nb: two\nc: null\nd: [9]\ne: {f: {g: 1.50}}\nh: "8"\ni: 0x10\nlist: [{name: x, v: 2}]',
  'types against types': 'a: "1"\nb: 2\nc: yes\nd: "yes"\ne: 1e2\nf: "~"\ng: 3.0\nh: 017\nj: 2001-01-01',
  'objects and directives':
    'kind: Pod\napiVersion: v1\nspec: {containers: [{name: a, image: c}, {name: z}]}\na: {$patch: delete}\nc: {$patch: replace, z: 1}',
  'nothing much': 'zz: {}',
} as const;

describe.each(['override', 'merge'])('inline values: %s', merge => {
  test.each(Object.entries(valuesFiles))('%s', async (_name, values) => {
    for (const [name, inline] of Object.entries(inlines)) {
      const indented = inline.replaceAll('\n', '\n    ');
      const text = `helmCharts:\n- name: show\n  releaseName: a\n  valuesFile: values.yaml\n  valuesMerge: ${merge}\n  valuesInline:\n    ${indented}\n`;
      await withFiles(
        { ...chart, 'app/kustomization.yaml': text, 'app/values.yaml': values },
        async folder => {
          const app = join(folder, 'app');
          const helm = { command, apiVersions: [], kubeVersion: '', debug: false };
          const ours = answerOf(await fetchingBuild(app, cache, { helm }));
          const official = await officialBuild(app, ['--enable-helm', '--helm-command', command]);
          // The official tool builds some of these to something that nobody meant.
          const refused = values === valuesFiles['a repeated key'] || values.includes('*');
          if (refused) expect(ours, name).toHaveProperty('codes');
          else if ('error' in official) expect(ours, `${name}: ${official.error}`).toHaveProperty('codes');
          else expect(ours, name).toEqual(official);
        },
      );
    }
  });
});
