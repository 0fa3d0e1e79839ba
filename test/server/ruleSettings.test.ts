import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
afterEach(async () => {
  expect(await client?.stop()).toBe(0);
  client = undefined;
});

const name = 'kustomization.yaml';
const files = { [name]: 'namePrefix: a-\nimages:\n- name: gone\n  newTag: "2"\n' };
const severities = { error: 1, warning: 2, information: 3, hint: 4 };

test('a severity counts as soon as it is set, and a rule that was off is heard again', async () => {
  client = await startClient(files, { rules: { 'image.no-match': 'information', 'no.rule': 'error' } });
  const seen = (severity: number) => (found: readonly { readonly severity?: unknown }[]) =>
    found.length === 1 && found[0]?.severity === severity;
  await client.diagnostics(name, seen(severities.information));
  await client.setRules({ 'image.no-match': 'error' });
  await client.diagnostics(name, seen(severities.error));
  await client.setRules({ 'image.no-match': 'off' });
  await client.diagnostics(name, found => found.length === 0);
  await client.setRules({});
  await client.diagnostics(name, seen(severities.warning));
});

test('what a build refuses cannot be set', async () => {
  const text = 'resources:\n- none.yaml\n';
  client = await startClient({ [name]: text }, { rules: { 'resource.not-found': 'off' } });
  await client.diagnostics(name, found => found.length === 1 && found[0]?.severity === severities.error);
});

/** Other editors have no settings of ours; the file that a team committed counts there as well. */
test('a client without settings goes by .vscode/settings.json', async () => {
  const settings = '{\n  // quiet\n  "kubewright.rules": { "image.no-match": "hint", },\n}\n';
  client = await startClient({ ...files, '.vscode/settings.json': settings });
  await client.diagnostics(name, found => found[0]?.severity === severities.hint);
});

test('a finding links to the page of its rule, by the client or as a file, and is disabled by a quick fix', async () => {
  client = await startClient(files, {
    initializationOptions: { rulePages: 'vscode://kubewright.kubewright/rules/' },
  });
  const [linked] = await client.diagnostics(name, found => found.length > 0);
  expect(linked?.codeDescription).toEqual({ href: 'vscode://kubewright.kubewright/rules/image.no-match' });
  client.open(name, files[name] ?? '');
  const actions = await client.actions(name, linked!);
  const disable = actions.find(({ title }) => title === 'Disable image.no-match for this line');
  expect(disable?.diagnostics).toEqual([linked]);
  client.apply(disable!);
  expect(client.text(name).split('\n')[2]).toBe('# kubewright-disable-next-line image.no-match');
  await client.diagnostics(name, found => found.length === 0);
  expect(await client.stop()).toBe(0);

  client = await startClient(files, { locale: 'ko-KR' });
  const [plain] = await client.diagnostics(name, found => found.length > 0);
  expect(plain?.codeDescription?.href).toMatch(/^file:.*\/media\/rules\/image\.no-match\.ko\.md$/);
  expect(existsSync(fileURLToPath(plain?.codeDescription?.href ?? ''))).toBe(true);
});
