import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/kustomize/snapshot.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';
import { sample } from '../oracle/fuzz/sample.ts';
import { sharedData } from '../sharedData.ts';
import { blamedPlaces, edited, rowsOf, unexplained } from './blamedEdits.ts';
import { corpusRoots } from './corpusRoots.ts';
import { memorySnapshot } from './memorySnapshot.ts';

const samples = Number(process.env['KUBEWRIGHT_FUZZ'] ?? 150);
const seed = Number(process.env['KUBEWRIGHT_SEED'] ?? 1);
const editsEach = 8;

/** Edits some of the words that a root's blame leads to; gives how many edits built, and what the blame got wrong. */
function tryEdits(root: string, snapshot: Snapshot): { edits: number; wrong: string[] } {
  const before = rowsOf(root, snapshot);
  if (before === undefined) return { edits: 0, wrong: [] };
  const places = blamedPlaces(before, snapshot);
  const step = Math.max(1, Math.floor(places.length / editsEach));
  let edits = 0;
  const wrong: string[] = [];
  for (const place of places.filter((_, index) => index % step === 0)) {
    const after = rowsOf(root, edited(snapshot, place));
    if (after === undefined) continue;
    edits += 1;
    wrong.push(...unexplained(before, after, place).map(text => `${place.uri}@${place.start}: ${text}`));
  }
  return { edits, wrong };
}

/** Who edits the line that blame names must see the value change, and no value may change that blames another line. */
test('what an edit changes names the edit, in generated kustomizations', { timeout: 600_000 }, () => {
  let edits = 0;
  for (const { files } of fc.sample(sample, { numRuns: samples, seed })) {
    const texts = Object.entries(files).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    const result = tryEdits(
      '/top',
      memorySnapshot(Object.fromEntries(texts.map(([path, text]) => [`/${path}`, text]))),
    );
    edits += result.edits;
    expect(result.wrong, JSON.stringify(files, undefined, 1).replaceAll('\\n', '\n')).toEqual([]);
  }
  expect(edits).toBeGreaterThan(samples);
});

test.runIf(sharedData('corpus') !== undefined)('and in real repositories', { timeout: 600_000 }, () => {
  let edits = 0;
  for (const root of corpusRoots(60)) {
    const result = tryEdits(root, createBlockingSnapshot());
    edits += result.edits;
    expect(result.wrong, root).toEqual([]);
  }
  expect(edits).toBeGreaterThan(60);
});
