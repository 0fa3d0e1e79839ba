import fc from 'fast-check';
import type { Cell } from './cells.ts';

/** What a generator of samples decides with; every decision can be played back from the seed. */
export interface Dice {
  /** One of the choices, each as likely as the others. */
  pick<Choice>(choices: readonly Choice[]): Choice;
  /** True in about that many of a hundred cases. */
  chance(percent: number): boolean;
  /** From `min` to `max`, both possible. */
  number(min: number, max: number): number;
  /** Between `min` and `max` of the choices, in a random order. */
  some<Choice>(choices: readonly Choice[], min: number, max: number): Choice[];
  /** Notes that the sample uses an option of a field, for the table of the run. */
  uses(cell: Cell): void;
  readonly used: ReadonlySet<Cell>;
}

/** An arbitrary of whatever `make` builds by throwing dice. */
export function thrown<Value>(make: (dice: Dice) => Value): fc.Arbitrary<Value> {
  return fc.gen().map(generate => {
    const used = new Set<Cell>();
    const number = (min: number, max: number) => generate(integerBetween, min, max);
    const pick = <Choice>(choices: readonly Choice[]): Choice => {
      const choice = choices[number(0, choices.length - 1)];
      if (choice === undefined && choices.length === 0) throw new Error('there is nothing to pick from');
      return choice as Choice;
    };
    return make({
      pick,
      number,
      chance: percent => number(0, 99) < percent,
      some(choices, min, max) {
        const left = [...choices];
        const count = Math.min(number(min, max), left.length);
        return Array.from({ length: count }, () => left.splice(number(0, left.length - 1), 1)).flat();
      },
      uses: cell => used.add(cell),
      used,
    });
  });
}

/** Not biased towards small numbers: the first choices are no more interesting than the last ones. */
function integerBetween(min: number, max: number): fc.Arbitrary<number> {
  return fc.noBias(fc.integer({ min, max }));
}
