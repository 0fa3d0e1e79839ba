import fc from 'fast-check';
import { expect, test } from 'vitest';
import { officialBuild, ourBuild, withFiles } from './official.ts';
import { randomPatches } from './patch/randomPatch.ts';

/** More samples and another seed: `KUBEWRIGHT_FUZZ=2000 KUBEWRIGHT_SEED=7`. */
const numRuns = Number(process.env['KUBEWRIGHT_FUZZ'] ?? 150);
const seed = Number(process.env['KUBEWRIGHT_SEED'] ?? 1);

/** A preview must show what will be applied, whatever a patch does. */
test('random patches give the bytes of the official build, or are refused by both', {
  timeout: 3_600_000,
}, async () => {
  const counts = { built: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(randomPatches(), files =>
      withFiles(files, async directory => {
        const official = await officialBuild(directory);
        const ours = ourBuild(directory);
        if ('output' in official) {
          counts.built += 1;
          expect(ours).toEqual(official);
        } else {
          counts.refused += 1;
          expect(ours, official.error.slice(-300)).toHaveProperty('codes');
        }
      }),
    ),
    { numRuns, seed, endOnFailure: process.env['KUBEWRIGHT_SHRINK'] === undefined },
  );
  // Were nearly all refused, equality would say little.
  expect(counts.built).toBeGreaterThan(counts.refused);
});
