import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemaFromDocument } from '../../src/schema/document.ts';
import { builtinSchemas, type Schemas, schemasWith } from '../../src/schema/openapi.ts';
import { oddDocuments } from './schema/oddDocuments.ts';
import { ourAnswers } from './schema/ourAnswers.ts';
import { dataFile, runSchemaProgram } from './schema/program.ts';
import { randomDocument } from './schema/randomDocument.ts';

/** Compares kind by kind, so that a failure shows one kind and not all. Gives the number of lines compared. */
function compareAnswers(official: string, schemas: Schemas): number {
  const kinds = official.trimEnd().split(/\n(?== )/);
  for (const theirs of kinds) {
    const [header = ''] = theirs.split('\n', 1);
    const [, apiVersion = '', kind = ''] = header.split(' ');
    expect(ourAnswers(apiVersion, kind, schemas)).toBe(theirs);
  }
  return official.split('\n').length - 1;
}

test('generating the schema data again gives the same bytes', async () => {
  expect(await runSchemaProgram(['data'])).toBe(await readFile(dataFile, 'utf8'));
});

test('patches merge each field of each built-in kind as kustomize does, and scopes are the same', async () => {
  expect(compareAnswers(await runSchemaProgram(['answers']), builtinSchemas)).toBeGreaterThan(30_000);
});

describe("a user's OpenAPI document", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubewright-schema-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is refused where kustomize panics on it', async () => {
    const documents = oddDocuments();
    const file = join(folder, 'odd.json');
    await writeFile(file, JSON.stringify(documents));
    const accepted = (await runSchemaProgram(['accepts', file])).trimEnd().split('\n');
    const table = (verdicts: readonly string[]) =>
      verdicts.map((verdict, index) => `${verdict} ${JSON.stringify(documents[index])}`);
    const ours = documents.map(document => String('layer' in schemaFromDocument(document)));
    expect(table(ours)).toEqual(table(accepted));
    expect(new Set(ours).size).toBe(2);
  });

  const samples = fc.sample(randomDocument(), { seed: 1, numRuns: 24 });
  for (const [index, document] of samples.entries()) {
    const position = (['alone', 'over', 'under'] as const)[index % 3] ?? 'alone';
    test(`is read as kustomize reads it, ${position} the built-in data (${index})`, async () => {
      const file = join(folder, `${index}.json`);
      await writeFile(file, JSON.stringify(document));
      const read = schemaFromDocument(JSON.parse(JSON.stringify(document)));
      if ('invalid' in read) expect.fail(`refused at ${read.invalid.join('.')}`);
      const official = await runSchemaProgram(['answers', position, file]);
      compareAnswers(official, schemasWith(read.layer, position));
    });
  }
});
