import { confirmApply } from '../apply/confirmApply.ts';
import type { ApplyPlan } from '../apply/plan.ts';
import type { Concern } from '../apply/safety/concerns.ts';
import type { ConfirmedChange } from '../cluster/change/confirm.ts';
import { textIn } from '../messages/text.ts';
import { type CommandIo, localeOf, UsageError } from './command.ts';
import { flagsFor, openConcerns, printConcerns } from './safety.ts';

/** The flags by which an agreement is given beforehand. */
export const agreementFlags = {
  yes: { type: 'boolean', short: 'y', default: false },
  confirm: { type: 'string' },
  'overrule-owners': { type: 'boolean', default: false },
  'allow-uncommitted': { type: 'boolean', default: false },
  'other-repository': { type: 'boolean', default: false },
} as const;

/** What they say. */
export interface AgreementFlags {
  readonly yes: boolean;
  readonly confirm?: string | undefined;
  readonly 'overrule-owners': boolean;
  readonly 'allow-uncommitted': boolean;
  readonly 'other-repository': boolean;
}

/** What is asked about. */
export interface Question {
  readonly plan: ApplyPlan;
  readonly concerns: readonly Concern[];
  readonly flags: AgreementFlags;
  /** Says what people should know beside counts and concerns. */
  readonly notes: () => void;
  readonly signal: AbortSignal;
}

/**
 * Names what would be done and the concerns about it, and asks whoever sits at the terminal for what no flag has agreed to; a
 * protected context wants its name typed. `undefined` where they declined; throws a UsageError where nobody can be asked.
 */
export async function agreeOnCommandLine(
  question: Question,
  io: CommandIo,
): Promise<ConfirmedChange | undefined> {
  const { plan, concerns, flags, notes, signal } = question;
  const textOf = textIn(localeOf(io.env));
  const { context } = plan.target;
  const confirm = `${context}/${plan.namespaces.join(',')}`;
  const summary = textOf({
    code: 'cli.apply-summary',
    params: { ...plan.target, namespaces: plan.namespaces, ...plan.counts },
  });
  const refuse = (reason: string) => {
    io.stderr.write(`${summary}\n`);
    throw new UsageError(reason);
  };
  if (flags.confirm !== undefined && flags.confirm !== confirm) {
    refuse(textOf({ code: 'cli.apply-wrong-confirm', params: { given: flags.confirm, confirm } }));
  }
  const agreed = {
    overruleOwners: flags['overrule-owners'],
    allowUncommitted: flags['allow-uncommitted'],
    otherRepository: flags['other-repository'],
    confirm: flags.confirm !== undefined,
  };
  const open = openConcerns(concerns, agreed);
  const isAgreed = flags.yes || flags.confirm !== undefined;
  if (io.ask === undefined && open.length > 0) {
    printConcerns(concerns, io);
    refuse(textOf({ code: 'cli.apply-needs-flags', params: { flags: flagsFor(open, confirm) } }));
  }
  if (io.ask === undefined && !isAgreed) {
    refuse(textOf({ code: 'cli.apply-needs-yes', params: { confirm } }));
  }
  const ask = async (): Promise<boolean> => {
    notes();
    printConcerns(concerns, io);
    io.stderr.write(`${summary}\n`);
    if (isAgreed && open.length === 0) return true;
    if (open.some(({ code }) => code === 'concern.protected')) {
      const text = textOf({ code: 'cli.apply-type-context', params: { context } });
      return (await io.ask?.(text, signal))?.trim() === context;
    }
    const line = await io.ask?.(textOf({ code: 'cli.apply-question', params: {} }), signal);
    return /^(y|yes|ㅛ|예|네)$/i.test(line?.trim() ?? '');
  };
  return confirmApply(plan, { confirm: ask }, signal);
}
