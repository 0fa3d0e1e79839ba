import { describeObject } from '../apply/objectName.ts';
import type { ApplyPlan } from '../apply/plan.ts';
import { textIn } from '../messages/text.ts';
import { type CommandIo, localeOf } from './command.ts';

/** Says on the standard error what other sets a plan has to do with, and which it leaves as they are. */
export function printSetNotes({ set, othersMembers = [] }: ApplyPlan, io: CommandIo): void {
  const textOf = textIn(localeOf(io.env));
  for (const { object, ...other } of othersMembers) {
    const params = { object: describeObject(object), ...other };
    io.stderr.write(`${textOf({ code: 'cli.others-member', params })}\n`);
  }
  if (set?.beside !== undefined) {
    io.stderr.write(`${textOf({ code: 'cli.set-beside', params: { ...set.beside, own: set.name } })}\n`);
  }
  const namespaces = set?.elsewhere ?? [];
  if (set === undefined || namespaces.length === 0) return;
  io.stderr.write(`${textOf({ code: 'cli.applied-elsewhere', params: { set: set.name, namespaces } })}\n`);
}
