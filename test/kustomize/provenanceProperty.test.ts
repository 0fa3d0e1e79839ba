import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/kustomize/snapshot.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';
import { sample } from '../oracle/fuzz/sample.ts';
import { sharedData } from '../sharedData.ts';
import {
  type Built,
  blamedPlaces,
  builtOf,
  edited,
  type Place,
  unexplained,
  unselected,
} from './blamedEdits.ts';
import { corpusRoots } from './corpusRoots.ts';
import { memorySnapshot } from './memorySnapshot.ts';

const samples = Number(process.env['KUBEWRIGHT_FUZZ'] ?? 150);
const seed = Number(process.env['KUBEWRIGHT_SEED'] ?? 1);
const editsEach = 8;

/** How many edits built, and what the blame got wrong. */
interface Outcome {
  readonly edits: number;
  readonly wrong: readonly string[];
}

/** Edits some of the words that a root's blame leads to, and some words of its selectors. */
function tryEdits(root: string, snapshot: Snapshot): Outcome & { readonly selectors: number } {
  const before = builtOf(root, snapshot);
  if (before === undefined) return { edits: 0, selectors: 0, wrong: [] };
  const values = edit(root, snapshot, blamedPlaces(before.rows, snapshot), (after, place) =>
    unexplained(before, after, place),
  );
  const selectors = edit(root, snapshot, before.selectors, (after, { directive }) =>
    unselected(before, after, directive),
  );
  return { edits: values.edits, selectors: selectors.edits, wrong: [...values.wrong, ...selectors.wrong] };
}

function edit<Where extends Place>(
  root: string,
  snapshot: Snapshot,
  places: readonly Where[],
  judge: (after: Built, place: Where) => readonly string[],
): Outcome {
  const step = Math.max(1, Math.floor(places.length / editsEach));
  let edits = 0;
  const wrong: string[] = [];
  for (const place of places.filter((_, index) => index % step === 0)) {
    const after = builtOf(root, edited(snapshot, place));
    if (after === undefined) continue;
    edits += 1;
    wrong.push(...judge(after, place).map(text => `${place.uri}@${place.start}: ${text}`));
  }
  return { edits, wrong };
}

/** Who edits the line that blame names must see the value change, and no value may change that blames another line. */
test('what an edit changes names the edit, in generated kustomizations', { timeout: 600_000 }, () => {
  let edits = 0;
  let selectors = 0;
  for (const { files } of fc.sample(sample, { numRuns: samples, seed })) {
    const texts = Object.entries(files).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    const result = tryEdits(
      '/top',
      memorySnapshot(Object.fromEntries(texts.map(([path, text]) => [`/${path}`, text]))),
    );
    edits += result.edits;
    selectors += result.selectors;
    expect(result.wrong, JSON.stringify(files, undefined, 1).replaceAll('\\n', '\n')).toEqual([]);
  }
  expect(edits).toBeGreaterThan(samples);
  expect(selectors).toBeGreaterThan(samples / 4);
});

test.runIf(sharedData('corpus') !== undefined)('and in real repositories', { timeout: 600_000 }, () => {
  let edits = 0;
  let selectors = 0;
  for (const root of corpusRoots(60)) {
    const result = tryEdits(root, createBlockingSnapshot());
    edits += result.edits;
    selectors += result.selectors;
    expect(result.wrong, root).toEqual([]);
  }
  expect(edits).toBeGreaterThan(60);
  expect(selectors).toBeGreaterThan(10);
});
