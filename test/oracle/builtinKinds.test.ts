import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { builtinKinds } from '../../src/kustomize/plugin/builtinKinds.ts';
import { buildOracle } from './build.ts';

/** The official program holds the names of its plugin kinds as one text, from which each is cut out. */
function kindsIn(program: Buffer): readonly string[] {
  const [names = ''] = /UnknownAnnotationsTransformer(?:[A-Z][A-Za-z0-9]*?(?:Transformer|Generator))+/.exec(
    program.toString('latin1'),
  ) ?? [''];
  return names.slice('Unknown'.length).match(/[A-Z][A-Za-z0-9]*?(?:Transformer|Generator)/g) ?? [];
}

test('every plugin that is built into kustomize is run, so that nobody meets one that is "not run here"', async () => {
  const official = kindsIn(await readFile(await buildOracle()));
  const ours: readonly string[] = [...builtinKinds.generators, ...builtinKinds.transformers];
  expect(ours.toSorted()).toEqual([...new Set(official)].toSorted());
});
