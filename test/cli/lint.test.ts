import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { areas } from '../../src/messages/en/areas.ts';
import { kustomizeMessages } from '../../src/messages/en/kustomize.ts';
import { patchMessages } from '../../src/messages/en/patch.ts';
import { remoteMessages } from '../../src/messages/en/remote.ts';
import { replacementMessages } from '../../src/messages/en/replacement.ts';
import { yamlMessages } from '../../src/messages/en/yaml.ts';
import { areas as korean } from '../../src/messages/ko/areas.ts';
import { ended, startKubewright } from './kubewright.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubewright-lint-'));
  write('app/kustomization.yaml', 'namePrefix: a-\nimages:\n- name: gone\n  newTag: "2"\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const lint = (...args: readonly string[]) => ended(startKubewright(['lint', ...args], folder, {}));
const severityIn = (text: string) => /^app\/kustomization\.yaml:3:9 (\w+) image\.no-match /m.exec(text)?.[1];

test('a rule is as loud as --rule says, and decides over success', async () => {
  const plain = await lint('app');
  expect([severityIn(plain.stdout), plain.code]).toEqual(['warning', 1]);
  const hint = await lint('app', '--rule', 'image.no-match=hint');
  expect([severityIn(hint.stdout), hint.code]).toEqual(['hint', 0]);
  const off = await lint('app', '--rule=image.no-match=error', '--rule=image.no-match=off');
  expect(off).toMatchObject({ code: 0, stdout: '' });
});

test('the settings that a team committed count for its folders, and --rule over them', async () => {
  write('.vscode/settings.json', '{ "kubewright.rules": { "image.no-match": "information" }, /* more */ }');
  expect(severityIn((await lint('app')).stdout)).toBe('information');
  expect(severityIn((await lint('app', '--rule', 'image.no-match=error')).stdout)).toBe('error');
});

test('a comment disables a rule as in the editor', async () => {
  write('app/kustomization.yaml', 'images:\n# kubewright-disable-next-line image.no-match\n- name: gone\n');
  expect(await lint('app')).toMatchObject({ code: 0, stdout: '' });
});

test.each([
  ['image.no-mach=off', /no rule is called image\.no-mach; did you mean image\.no-match\?/],
  ['image.no-match=loud', /takes off, hint, information, warning, error, not loud/],
  ['image.no-match', /CODE=SEVERITY/],
])('--rule %s is a usage error', async (option, message) => {
  const { code, stderr } = await lint('app', '--rule', option);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

interface Related {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
}

/** Code scanning keeps an alert as long as its fingerprint stays, however the lines move. */
test('sarif has rules with their pages, places with relative URIs, and fingerprints that stay', async () => {
  write(
    'app/b c.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
  );
  const read = async () => {
    const { stdout, code } = await lint('app', '--format', 'sarif', '--rule', 'resource.unlisted=off');
    expect(code).toBe(1);
    return JSON.parse(stdout);
  };
  const before = await read();
  expect(before).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'kubewright',
            rules: [
              { id: 'image.no-match', help: { markdown: expect.stringContaining('# image.no-match') } },
            ],
          },
        },
        columnKind: 'utf16CodeUnits',
        results: [
          {
            ruleId: 'image.no-match',
            ruleIndex: 0,
            level: 'warning',
            message: { text: expect.stringContaining('gone') },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'app/kustomization.yaml', uriBaseId: '%SRCROOT%' },
                  region: { startLine: 3, startColumn: 9, endLine: 3, endColumn: 13 },
                },
              },
            ],
          },
        ],
      },
    ],
  });
  write('app/kustomization.yaml', '# moved\n\nnamePrefix: a-\nimages:\n- name: gone\n  newTag: "2"\n');
  const after = await read();
  const printOf = (log: typeof before) => log.runs[0].results[0].partialFingerprints;
  expect(after.runs[0].results[0].locations[0].physicalLocation.region.startLine).toBe(5);
  expect(printOf(after)).toEqual(printOf(before));

  write(
    'app/d.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: d}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
  );
  write('app/kustomization.yaml', 'resources:\n- b c.yaml\n- d.yaml\n');
  const twice = await read();
  const related = twice.runs[0].results.flatMap(
    (result: { relatedLocations?: Related[] }) => result.relatedLocations ?? [],
  ) as Related[];
  expect(related.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri)).toContain(
    'app/b%20c.yaml',
  );
});

test('github has workflow commands', async () => {
  const { stdout } = await lint('app', '--format', 'github');
  expect(stdout).toBe(
    '::warning file=app/kustomization.yaml,line=3,endLine=3,col=9,endColumn=13,title=image.no-match::No image is called gone, so this entry changes nothing.\n',
  );
});

test('the release that objects are for decides which versions are deprecated', async () => {
  write('old/kustomization.yaml', 'resources: [cron.yaml]\n');
  write('old/cron.yaml', 'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: a }\n');
  const codes = async (version: string) => {
    const { stdout } = await lint('old', '--format', 'json', '--kubernetes-version', version);
    return (JSON.parse(stdout) as { code: string }[]).filter(
      ({ code }) => code === 'schema.deprecated-version',
    ).length;
  };
  expect([await codes('1.20'), await codes('v1.21.3'), await codes('1.33')]).toEqual([0, 1, 1]);
  expect(await lint('old', '--kubernetes-version', 'new')).toMatchObject({ code: 2 });
});

test('a format that there is none of is a usage error', async () => {
  expect(await lint('app', '--format', 'xml')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--format takes text, json, sarif, github'),
  });
});

/** A gate with a typo in its path would be green for ever. */
test('a path that nothing is at is a usage error, and a folder without kustomizations is told', async () => {
  expect(await lint('app', 'ap')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('There is nothing at ap.'),
  });
  write('docs/notes.yaml', 'a: b\n');
  expect(await lint('docs')).toMatchObject({
    code: 0,
    stderr: 'kubewright: There is no kustomization here, so nothing was looked at.\n',
  });
});

/** So pre-commit calls it: with the files that changed. */
test('files are linted through the kustomizations that read them, and others are told', async () => {
  write('.git/HEAD', 'ref: refs/heads/main\n');
  write('base/kustomization.yaml', 'resources: [web.yaml]\nimages:\n- name: gone\n  newTag: "2"\n');
  const container = '{name: web, image: web:1, imagePullPolcy: Always}';
  const web = `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [${container}]}\n`;
  write('base/web.yaml', web);
  write('compose.yaml', 'services: {}\n');
  const found = async (...files: readonly string[]) => {
    const { stdout, stderr, code } = await lint(...files);
    const places = [...stdout.matchAll(/^(\S+):\d+:\d+ \w+ (\S+)/gm)].map(
      ([, file, rule]) => `${file} ${rule}`,
    );
    return { places, stderr, code };
  };
  const inWeb = 'base/web.yaml schema.unknown-field';
  const inBase = 'base/kustomization.yaml image.no-match';
  expect(await found('base/web.yaml')).toEqual({ places: [inWeb], stderr: '', code: 1 });
  expect(await found('base/kustomization.yaml', 'base/web.yaml')).toEqual({
    places: [inBase, inWeb],
    stderr: '',
    code: 1,
  });
  expect(await found('app', 'base/web.yaml')).toMatchObject({
    places: ['app/kustomization.yaml image.no-match', inWeb],
  });
  expect(await found('compose.yaml')).toEqual({
    places: [],
    stderr: 'kubewright: No kustomization reads compose.yaml, so nothing can be said of it.\n',
    code: 0,
  });
});

/** GitHub knows a file by its path from the top of the repository, wherever the command ran. */
test('code hosts get paths from the top of the repository, and texts for problems that are no rules', async () => {
  write('.git/HEAD', 'ref: refs/heads/main\n');
  write('app/kustomization.yaml', 'resources: [gone.yaml]\n');
  write('over/kustomization.yaml', 'resources: [../app]\n');
  const inOver = (format: string) =>
    ended(startKubewright(['lint', '.', '--format', format], join(folder, 'over'), {}));
  expect((await inOver('github')).stdout).toContain('::error file=app/kustomization.yaml,line=1,');
  const log = JSON.parse((await inOver('sarif')).stdout);
  expect(log.runs[0].tool.driver.rules).toContainEqual({
    id: 'resource.not-found',
    shortDescription: { text: areas['resource'] },
  });
  const [{ locations }] = log.runs[0].results;
  expect(locations[0].physicalLocation.artifactLocation.uri).toBe('app/kustomization.yaml');
  expect((await inOver('text')).stdout).toMatch(/^\.\.\/app\/kustomization\.yaml:1:13 error /m);
});

test('every problem that is no rule has such a text, in both languages', () => {
  const codes = Object.keys({ ...kustomizeMessages, ...patchMessages, ...remoteMessages, ...yamlMessages });
  for (const code of [...codes, ...Object.keys(replacementMessages)]) {
    expect(areas[code.split('.')[0] ?? ''], code).toBeDefined();
  }
  expect(Object.keys(korean)).toEqual(Object.keys(areas));
});
