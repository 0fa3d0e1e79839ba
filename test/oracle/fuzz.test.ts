import { expect, test } from 'vitest';
import { run, shortfallsOf, tableOf } from './fuzz/run.ts';

/** More and other samples: `npm run fuzz`. */
const samples = Number(process.env['KUBEWRIGHT_FUZZ'] ?? 300);
const seed = Number(process.env['KUBEWRIGHT_SEED'] ?? 1);

/** Whoever has a kustomization of whatever fields sees in the editor what `kustomize build` makes of it. */
test('generated kustomizations give the bytes of the official build, or are refused by both', {
  timeout: 3_600_000,
}, async () => {
  const summary = await run(samples, seed);
  console.log(tableOf(summary));
  expect(summary.findings.slice(0, 1)).toEqual([]);
  // An error that stands nowhere is one that nobody finds.
  expect(summary.misplaced).toEqual([]);
  // What no sample has nobody compares; and were most refused, or had most one directive only, equality would say little.
  expect(shortfallsOf(summary)).toEqual([]);
});
