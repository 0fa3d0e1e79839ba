import {
  type Conflict,
  type ConflictChoice,
  type DecideConflicts,
  type DecidedConflict,
  shownValue,
} from '../apply/conflicts/conflict.ts';
import { describeObject } from '../apply/objectName.ts';
import type { ApplyPlan, PlanOptions } from '../apply/plan.ts';
import { textIn } from '../messages/text.ts';
import type { Location } from '../yaml/location.ts';
import { type CommandIo, localeOf, UsageError } from './command.ts';
import type { Place } from './problemLines.ts';

/** What `--conflicts` says about fields that others own. */
export type ConflictsFlag = 'ask' | 'take' | 'leave' | 'refuse';

/** Reads `--conflicts`; without it people at a terminal are asked, and for others conflicts are refusals. */
export function readConflictsFlag(value: string | undefined, { ask }: CommandIo): ConflictsFlag {
  if (value === undefined) return ask === undefined ? 'refuse' : 'ask';
  if (value === 'ask' && ask === undefined) {
    throw new UsageError('--conflicts=ask needs a terminal; take, leave and refuse do not');
  }
  if (value === 'ask' || value === 'take' || value === 'leave' || value === 'refuse') return value;
  throw new UsageError('--conflicts takes ask, take, leave or refuse');
}

/** Decides as the flag says; `undefined` where conflicts stay refusals. Asking rejects with an AbortError. */
export function conflictDecider(
  flag: ConflictsFlag,
  placeOf: (location: Location) => Place,
  io: CommandIo,
  signal: AbortSignal,
): DecideConflicts | undefined {
  if (flag === 'refuse') return undefined;
  if (flag !== 'ask') return async conflicts => conflicts.map(conflict => ({ conflict, choice: flag }));
  return conflicts => askEach(conflicts, placeOf, io, signal);
}

/** `t` and `l` are for one field, `T` and `L` for it and all that come; anything else decides nothing more. */
async function askEach(
  conflicts: readonly Conflict[],
  placeOf: (location: Location) => Place,
  io: CommandIo,
  signal: AbortSignal,
): Promise<readonly DecidedConflict[]> {
  const textOf = textIn(localeOf(io.env));
  const decided: DecidedConflict[] = [];
  let all: ConflictChoice | undefined;
  for (const conflict of conflicts) {
    let choice = all;
    if (choice === undefined) {
      io.stderr.write(
        `${lineOf(conflict, placeOf)} ${textOf({ code: 'cli.conflict', params: factsOf(conflict) })}\n`,
      );
      const answer = (await io.ask?.(textOf({ code: 'cli.conflict-question', params: {} }), signal))?.trim();
      choice = ({ t: 'take', l: 'leave' } as const)[answer?.toLowerCase() ?? ''];
      if (answer === 'T' || answer === 'L') all = choice;
    }
    if (choice === undefined) return decided;
    decided.push({ conflict, choice });
  }
  return decided;
}

/** Says what was decided, and for what is left to others where to remove it for good. */
export function printDecided(
  { objects }: ApplyPlan,
  placeOf: (location: Location) => Place,
  io: CommandIo,
): void {
  const textOf = textIn(localeOf(io.env));
  for (const { conflict, choice } of objects.flatMap(({ decided }) => decided)) {
    const params = { ...factsOf(conflict), choice };
    io.stderr.write(`${lineOf(conflict, placeOf)} ${textOf({ code: 'cli.conflict-decided', params })}\n`);
  }
}

function lineOf({ location }: Conflict, placeOf: (location: Location) => Place): string {
  const { file, line, column } = placeOf(location);
  return `${file}:${line}:${column}`;
}

function factsOf({ object, field, managers, ours, live }: Conflict) {
  return {
    object: describeObject(object),
    field,
    manager: managers.join(', '),
    ours: shownValue(ours) ?? '',
    live: shownValue(live) ?? '',
  };
}

/** Lets what cannot be changed be made anew where the flag says so, else asks at a terminal; elsewhere it is refused. */
export function recreateDecider(
  isAgreed: boolean,
  io: CommandIo,
  signal: AbortSignal,
): PlanOptions['decideRecreate'] {
  const { ask } = io;
  if (isAgreed) return async () => true;
  if (ask === undefined) return undefined;
  return async objects => {
    const textOf = textIn(localeOf(io.env));
    const params = { objects: objects.map(describeObject) };
    const answer = await ask(textOf({ code: 'cli.recreate-question', params }), signal);
    return /^(y|yes|ㅛ|예|네)$/i.test(answer.trim());
  };
}
