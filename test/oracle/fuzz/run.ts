import fc from 'fast-check';
import { type Cell, cells, fieldOf } from './cells.ts';
import { compareBuilds, type Difference } from './compare.ts';
import { type Sample, sample } from './sample.ts';

/** A sample that the two tools disagree about. */
export interface Finding {
  readonly index: number;
  readonly files: Sample['files'];
  readonly difference: Difference;
}

/** What a run of samples came to. */
export interface Summary {
  readonly samples: number;
  /** How many of them the official tool built. */
  readonly built: number;
  /** How many have three or more different fields that change resources. */
  readonly rich: number;
  /** How many samples used a cell, and how many of these were built. */
  readonly counts: ReadonlyMap<Cell, { used: number; built: number }>;
  readonly findings: readonly Finding[];
  /** Errors that cannot be shown where they were made, with the sample. */
  readonly misplaced: readonly string[];
}

/**
 * Compares that many samples of an arbitrary, two at a time; the seed decides which. `onFinding` hears of each one at
 * once.
 */
export async function run(
  count: number,
  seed: number,
  onFinding: (finding: Finding) => void = () => undefined,
  arbitrary: fc.Arbitrary<Sample> = sample,
): Promise<Summary> {
  const samples = fc.sample(arbitrary, { numRuns: count, seed });
  const counts = new Map(cells.map(cell => [cell, { used: 0, built: 0 }]));
  const findings: Finding[] = [];
  const misplaced: string[] = [];
  let built = 0;
  let next = 0;
  const work = async () => {
    for (let index = next++; index < samples.length; index = next++) {
      const one = samples[index];
      if (one === undefined) return;
      const outcome = await compareBuilds(one.files);
      if (outcome.built) built += 1;
      for (const cell of one.used) {
        const entry = counts.get(cell);
        if (entry === undefined) continue;
        entry.used += 1;
        if (outcome.built) entry.built += 1;
      }
      misplaced.push(...outcome.misplaced.map(text => `sample ${index}: ${text}`));
      if (outcome.difference === undefined) continue;
      const finding = { index, files: one.files, difference: outcome.difference };
      findings.push(finding);
      onFinding(finding);
    }
  };
  await Promise.all([work(), work()]);
  const rich = samples.filter(({ transformers }) => transformers >= 3).length;
  return { samples: samples.length, built, rich, counts, findings, misplaced };
}

/** The table of a run: for each option of each field how many samples had it, and how many of them were built. */
export function tableOf({ samples, built, rich, counts }: Summary): string {
  const rows = [...counts].map(
    ([cell, { used, built: good }]) =>
      `${fieldOf(cell).padEnd(22)} ${cell.slice(fieldOf(cell).length + 1).padEnd(34)} ${String(used).padStart(6)} ${String(good).padStart(6)}`,
  );
  const percent = (part: number) => `${((100 * part) / samples).toFixed(0)} %`;
  return [
    `${'field'.padEnd(22)} ${'option'.padEnd(34)} ${'used'.padStart(6)} ${'built'.padStart(6)}`,
    ...rows,
    `${samples} samples; the official tool builds ${built} (${percent(built)}); three or more transformers in ${rich} (${percent(rich)})`,
  ].join('\n');
}

/** What a run lacks to say much: options that no sample has, too few builds, too few samples that do several things. */
export function shortfallsOf({ samples, built, rich, counts }: Summary): readonly string[] {
  const unused = [...counts].filter(([, { used }]) => used === 0).map(([cell]) => `no sample has ${cell}`);
  if (built / samples < 0.6) unused.push('the official tool builds less than 60 %');
  if (rich / samples < 0.3) unused.push('less than 30 % have three or more transformers');
  return unused;
}
