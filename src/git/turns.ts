/** Lets so many things go on at a time; the others wait for their turn. */
export interface Turns {
  take<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** `width` things at a time. */
export function createTurns(width: number): Turns {
  const waiting: (() => void)[] = [];
  let free = width;
  return {
    async take(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>(resolve => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}
