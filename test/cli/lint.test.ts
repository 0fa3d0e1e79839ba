import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
