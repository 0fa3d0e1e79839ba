import fc from 'fast-check';
import { expect, test } from 'vitest';
import { build } from '../../src/kustomize/build.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';
import { getIn } from '../../src/yaml/node.ts';
import { parseDocument } from '../../src/yaml/parse.ts';
import { officialBuild, withFiles } from './official.ts';
import { yamlText } from './yamlText.ts';

const samples = Number(process.env['FUZZ_SAMPLES'] ?? 150);
const seed = Number(process.env['FUZZ_SEED'] ?? 7);

/** One ConfigMap for each text, and a replacement that adds a field to all of them. */
function filesOf(texts: readonly string[]): Record<string, string> {
  const documents = texts.map(
    (text, index) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: t${index}}\ndata: {config: ${JSON.stringify(text)}}\n`,
  );
  return {
    'a.yaml': documents.join('---\n'),
    'kustomization.yaml':
      'resources: [a.yaml]\nreplacements:\n- sourceValue: added\n  targets:\n' +
      '  - select: {kind: ConfigMap}\n    fieldPaths: [data.config.zz]\n    options: {create: true}\n',
  };
}

/** The text that each ConfigMap ends with in the official output, or undefined where the build fails. */
async function official(directory: string, count: number): Promise<readonly unknown[] | undefined> {
  const result = await officialBuild(directory);
  if ('error' in result) return undefined;
  const texts = new Map<string, unknown>();
  for (const piece of result.output.split(/^---\n/m)) {
    const { node } = parseDocument({ uri: '', path: '', text: piece });
    const name = getIn(node, ['metadata', 'name']);
    const value = getIn(node, ['data', 'config']);
    if (name?.kind === 'scalar' && value?.kind === 'scalar') texts.set(name.text, value.text);
  }
  return Array.from({ length: count }, (_, index) => texts.get(`t${index}`));
}

function ours(directory: string): readonly unknown[] {
  const { resources } = build(directory, createBlockingSnapshot());
  return [...resources]
    .sort((a, b) => Number(a.id.name.slice(1)) - Number(b.id.name.slice(1)))
    .map(({ node }) => {
      const value = getIn(node, ['data', 'config']);
      return value?.kind === 'scalar' ? value.text : undefined;
    });
}

/** Texts of one run, cut into halves where the official build refuses one of them. */
async function differences(texts: readonly string[]): Promise<{ compared: number; different: unknown[] }> {
  const found = await withFiles(filesOf(texts), async directory => {
    const expected = await official(directory, texts.length);
    if (expected === undefined) return undefined;
    const actual = ours(directory);
    const different = texts.flatMap((text, index) =>
      typeof actual[index] === 'string' && actual[index] === expected[index]
        ? []
        : [{ text, official: expected[index], ours: actual[index] }],
    );
    return { compared: texts.length, different };
  });
  if (found !== undefined) return found;
  if (texts.length === 1) return { compared: 0, different: [] };
  const middle = Math.ceil(texts.length / 2);
  const halves = [await differences(texts.slice(0, middle)), await differences(texts.slice(middle))];
  return {
    compared: halves.reduce((sum, half) => sum + half.compared, 0),
    different: halves.flatMap(half => half.different),
  };
}

/** A config file kept in a ConfigMap must come back as the official tool writes it, comments and styles included. */
test('YAML held in a string is written back as the official tool writes it', async () => {
  const texts = fc.sample(yamlText, { numRuns: samples, seed });
  const { compared, different } = await differences(texts);
  expect(different.slice(0, 3)).toEqual([]);
  expect(compared).toBeGreaterThan(samples * 0.8);
});
