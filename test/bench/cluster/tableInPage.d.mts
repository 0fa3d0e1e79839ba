export function loadRows(argument: {
  messages: readonly unknown[];
  batches: readonly unknown[];
}): Promise<{ first: number; all: number }>;
export function keystrokes(texts: readonly string[]): Promise<{ painted: number[]; script: number[] }>;
export function resort(columns: readonly string[]): Promise<number[]>;
export function stream(argument: {
  perSecond: number;
  seconds: number;
  rows: readonly unknown[];
}): Promise<number[]>;
