import { describeObject } from '../apply/objectName.ts';
import type { ApplyPlan } from '../apply/plan.ts';
import { textIn } from '../messages/text.ts';
import type { AgreementFlags } from './agreement.ts';
import { type CommandIo, localeOf } from './command.ts';

/**
 * Asks whoever sits at the terminal whether Namespaces, claims and definitions that are rendered no more go too, since others
 * are lost with them. False where they stay, nobody can be asked, or an agreement was given beforehand without them. Asking
 * rejects with an AbortError.
 */
export async function askGuarded(
  { set, problems, target }: ApplyPlan,
  flags: AgreementFlags,
  { ask, env }: Pick<CommandIo, 'ask' | 'env'>,
  signal: AbortSignal,
): Promise<boolean> {
  const guarded = (set?.kept ?? []).filter(({ reason }) => reason.kind === 'guarded');
  const isAgreed = flags.yes || flags.confirm !== undefined;
  if (ask === undefined || isAgreed || problems.length > 0 || guarded.length === 0) return false;
  const params = { objects: guarded.map(describeObject), context: target.context };
  const answer = await ask(textIn(localeOf(env))({ code: 'cli.guarded-question', params }), signal);
  return /^(y|yes|ㅛ|예|네)$/i.test(answer.trim());
}
