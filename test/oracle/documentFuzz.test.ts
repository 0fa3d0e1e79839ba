import { expect, test } from 'vitest';
import { documentSample } from './fuzz/oddDocuments.ts';
import { run } from './fuzz/run.ts';

/** More samples and another seed: `KUBEWRIGHT_FUZZ=2000 KUBEWRIGHT_SEED=7`. */
const samples = Number(process.env['KUBEWRIGHT_FUZZ'] ?? 300);
const seed = Number(process.env['KUBEWRIGHT_SEED'] ?? 1);

/** However a file is written, the editor must read in it what `kustomize build` reads, or refuse it as that does. */
test('files in odd styles give the bytes of the official build, or are refused by both', {
  timeout: 3_600_000,
}, async () => {
  const summary = await run(samples, seed, undefined, documentSample);
  console.log(`${summary.samples} files; the official tool builds ${summary.built}`);
  expect(summary.findings.slice(0, 1)).toEqual([]);
  // An error that stands nowhere is one that nobody finds.
  expect(summary.misplaced).toEqual([]);
  // Were nearly all refused, equality would say little.
  expect(summary.built / summary.samples).toBeGreaterThanOrEqual(0.3);
});
