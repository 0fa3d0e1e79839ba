/** A figure of ours beside theirs, measured in the same run. */
export interface Comparison {
  readonly ours: number;
  readonly theirs: number;
}

export function compare(ours: number, theirs: number): Comparison {
  return { ours, theirs };
}

/** Prints both figures, their ratio and the ratio that is aimed at. */
export function report(what: string, { ours, theirs }: Comparison, goal: string): void {
  console.log(
    `${what}: ${ours.toFixed(1)} against ${theirs.toFixed(1)}, ratio ${(ours / theirs).toFixed(3)} (goal ${goal})`,
  );
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which that part of the values lies; NaN where there are none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
