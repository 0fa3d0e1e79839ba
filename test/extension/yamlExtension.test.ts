import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { requestSchema, requestSchemaContent } from '../../src/extension/kustomizationSchema.ts';
import { askYamlServer } from './yamlLanguageServer.ts';

const text = 'resources: []\nimages: []\n\n';
const end = { line: 2, character: 0 };
const contributor = { requestSchema, requestSchemaContent };
/** As the YAML extension reads `yamlValidation`: paths from the extension's folder, patterns anywhere. */
const associations = manifest.contributes.yamlValidation.map(({ fileMatch, url }) => ({
  fileMatch: fileMatch.map(name => `/${name}`),
  uri: new URL(`../../${url}`, import.meta.url).href,
}));

const silent = { diagnostics: [], labels: [], hover: undefined };
const loud = {
  diagnostics: [expect.objectContaining({ message: expect.stringContaining('images') })],
  labels: ['namespace'],
  hover: expect.stringContaining('From the catalogue'),
};

describe("Red Hat's YAML language server, beside ours", { timeout: 30_000 }, () => {
  test('checks, completes and explains kustomizations by its catalogue if nobody stops it', async () => {
    expect(await askYamlServer({}, 'file:///app/kustomization.yaml', text, end)).toEqual(loud);
    const { labels } = await askYamlServer({}, 'file:///app/kustomization.yaml', 'images: []\n\n', {
      line: 1,
      character: 0,
    });
    expect(labels).toContain('resources');
  });

  for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
    test(`leaves ${name} alone once it has our schema`, async () => {
      const uri = `file:///app/${name}`;
      expect(await askYamlServer({ contributor }, uri, text, end)).toEqual(silent);
      expect(
        await askYamlServer({ contributor, associations }, uri, 'images: []\n\n', { line: 1, character: 0 }),
      ).toEqual(silent);
    });
  }

  test('leaves them alone before it asked us, too, by what the manifest declares', async () => {
    expect(await askYamlServer({ associations }, 'file:///app/kustomization.yaml', text, end)).toEqual(
      silent,
    );
  });

  test('leaves them alone where the user has a schema for all YAML', async () => {
    const schemas = { values: '*.yaml' };
    expect(
      await askYamlServer({ associations, schemas }, 'file:///app/kustomization.yaml', text, end),
    ).toEqual(loud);
    expect(
      await askYamlServer(
        { contributor, associations, schemas },
        'file:///app/kustomization.yaml',
        text,
        end,
      ),
    ).toEqual(silent);
  });

  test('goes on with every other file', async () => {
    expect(await askYamlServer({ contributor, associations }, 'file:///app/values.yaml', text, end)).toEqual(
      loud,
    );
  });
});
