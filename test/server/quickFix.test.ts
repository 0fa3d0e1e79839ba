import { afterEach, expect, test } from 'vitest';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
afterEach(async () => {
  expect(await client?.stop()).toBe(0);
  client = undefined;
});

const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n';

test('a misspelt field is underlined as typed, and the quick fix mends it and nothing else', async () => {
  const text = '# 배포\nresources: # what we run\n- web.yaml\n';
  client = await startClient({ 'kustomization.yaml': text, 'web.yaml': deployment });
  client.open('kustomization.yaml', text);
  client.edit('kustomization.yaml', 'resources', 'resorces');
  const [diagnostic, ...others] = await client.diagnostics('kustomization.yaml', found =>
    found.some(({ code }) => code === 'kustomization.unknown-field'),
  );
  expect(others).toEqual([]);
  expect(diagnostic).toMatchObject({
    message: 'Unknown field `resorces` in a kustomization. Did you mean `resources`?',
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 8 } },
    severity: 1,
    source: 'kubewright',
  });
  const [action] = await client.actions('kustomization.yaml', diagnostic!);
  expect(action).toMatchObject({
    title: 'Rename to `resources`',
    isPreferred: true,
    diagnostics: [diagnostic],
  });
  client.apply(action!);
  expect(client.text('kustomization.yaml')).toBe(text);
  await client.diagnostics('kustomization.yaml', found => found.length === 0);
});

test('columns count UTF-16 units behind an emoji, and messages are Korean where the editor is', async () => {
  const text = 'commonAnnotations: {"🚀": "x", note: 1.10}\n';
  client = await startClient({ 'kustomization.yaml': text }, { locale: 'ko' });
  const [diagnostic] = await client.diagnostics('kustomization.yaml', found => found.length > 0);
  const column = text.indexOf('1.10');
  expect(diagnostic).toMatchObject({
    code: 'kustomization.wrong-type',
    range: { start: { line: 0, character: column }, end: { line: 0, character: column + 4 } },
  });
  expect(diagnostic?.message).toBe(
    '`commonAnnotations.note` 값은 문자열이어야 하는데, YAML은 따옴표 없는 1.10 값을 숫자로 읽습니다. 따옴표로 감싸세요.',
  );
});

test('a deprecated field is struck out and moves to its successor, in a base that an overlay reads too', async () => {
  const text = 'resources:\n- web.yaml\ncommonLabels: # whose\n  team: shop\n';
  client = await startClient({
    'base/kustomization.yaml': text,
    'base/web.yaml': deployment,
    'overlay/kustomization.yaml': 'resources:\n- ../base\n',
  });
  client.open('base/kustomization.yaml', text);
  const isDeprecated = ({ code }: { code?: unknown }) => code === 'kustomization.deprecated-field';
  const found = await client.diagnostics('base/kustomization.yaml', all => all.some(isDeprecated));
  const diagnostic = found.find(isDeprecated)!;
  expect(diagnostic).toMatchObject({ severity: 3, tags: [2], range: { start: { line: 2, character: 0 } } });
  const [action] = await client.actions('base/kustomization.yaml', diagnostic);
  expect(action).toMatchObject({ title: 'Write as `labels`' });
  client.apply(action!);
  const fixed =
    'resources:\n- web.yaml\nlabels: # whose\n- pairs:\n    team: shop\n  includeSelectors: true\n';
  expect(client.text('base/kustomization.yaml')).toBe(fixed);
  await client.diagnostics('base/kustomization.yaml', all => !all.some(isDeprecated));
});

/** Only some editors rename files for a code action; the others would do a half of it, or fail. */
test.each([true, false])(
  'a misnamed kustomization is renamed where the editor can: %s',
  async changesFiles => {
    const text = 'resources: [app, new]\n';
    client = await startClient(
      {
        'kustomization.yaml': text,
        'app/Kustomization.yaml': 'namePrefix: a-\n',
        'new/web.yaml': deployment,
      },
      { changesFiles },
    );
    client.open('kustomization.yaml', text);
    const found = await client.diagnostics('kustomization.yaml', all => all.length === 2);
    const edits = await Promise.all(
      found.map(async diagnostic => (await client?.actions('kustomization.yaml', diagnostic))?.[0]?.edit),
    );
    const uri = (path: string) => expect.stringMatching(new RegExp(`^file:///.+/${path}$`));
    const start = { line: 0, character: 0 };
    expect(edits).toEqual(
      changesFiles
        ? [
            {
              documentChanges: [
                {
                  kind: 'rename',
                  oldUri: uri('app/Kustomization.yaml'),
                  newUri: uri('app/kustomization.yaml'),
                },
              ],
            },
            {
              documentChanges: [
                { kind: 'create', uri: uri('new/kustomization.yaml') },
                {
                  textDocument: { uri: uri('new/kustomization.yaml'), version: null },
                  edits: [
                    {
                      range: { start, end: start },
                      newText: expect.stringContaining('kind: Kustomization\nresources:\n- web.yaml\n'),
                    },
                  ],
                },
              ],
            },
          ]
        : [undefined, undefined],
    );
  },
);
