import { l10n } from 'vscode';
import { objectLocation } from '../../apply/fieldLocation.ts';
import { describeObject } from '../../apply/objectName.ts';
import type { ApplyPlan } from '../../apply/plan.ts';
import { type ApplyReport, isLeaving, nameOfApplied } from '../../apply/report.ts';
import type { AwaitedProgress } from '../../apply/wait/waitForReady.ts';
import type { ClusterFailure } from '../../cluster/failure.ts';
import type { TextOf } from '../../messages/text.ts';
import { failureText } from '../failureText.ts';
import type { ReportLine } from './applyReports.ts';

/** What an apply did, a line an object, as a terminal would have it; never what is in the objects. */
export function reportLines(plan: ApplyPlan, report: ApplyReport, textOf: TextOf): readonly ReportLine[] {
  const { context, objects, pruned, problems, failure, cancelled, counts, unrecorded } = report;
  const lines: ReportLine[] = [
    { text: `${new Date().toISOString()} ${context} ${plan.target.server}` },
    ...(objects.length > 0 ? [{ text: textOf({ code: 'cli.apply-report', params: counts }) }] : []),
    ...(cancelled ? [{ text: textOf({ code: 'cli.apply-cancelled', params: {} }) }] : []),
    ...(failure === undefined ? [] : [{ text: failure.code }]),
    ...(unrecorded === undefined || failure !== undefined
      ? []
      : [{ text: unrecordedText(unrecorded, textOf) }]),
    { text: '' },
  ];
  for (const problem of problems) lines.push({ text: textOf(problem), location: problem.location });
  for (const applied of objects) {
    const word = textOf({ code: 'cli.outcome', params: { outcome: applied.outcome.kind } });
    const location = objectLocation(applied.planned.resource);
    lines.push({ text: `${describeObject(nameOfApplied(applied))}: ${word}`, location });
    const warnings = 'warnings' in applied.outcome ? applied.outcome.warnings : [];
    lines.push(...warnings.map(text => ({ text: `  ${text}` })));
    if (isLeaving(applied.outcome)) {
      const params = { object: describeObject(applied.planned) };
      lines.push({ text: `  ${textOf({ code: 'cli.being-deleted', params })}`, location });
    }
    for (const { conflict, choice } of applied.planned.decided) {
      const owner = conflict.managers.join(', ');
      const text =
        choice === 'take'
          ? l10n.t('{0} taken over from {1}', conflict.field, owner)
          : l10n.t('{0} left to {1}', conflict.field, owner);
      lines.push({ text: `  ${text}`, location: conflict.location });
    }
  }
  for (const { candidate, outcome, message } of pruned) {
    const word = textOf({ code: 'cli.prune', params: { outcome } });
    const why = message === undefined ? '' : ` (${message})`;
    lines.push({ text: `${describeObject(candidate)}: ${word}${why}` });
  }
  for (const { reason, ...candidate } of plan.set?.kept ?? []) {
    lines.push({ text: `${describeObject(candidate)}: ${textOf({ code: 'cli.kept', params: { reason } })}` });
  }
  return lines;
}

function unrecordedText(unrecorded: ClusterFailure, textOf: TextOf): string {
  return textOf({ code: 'cli.unrecorded', params: { reason: failureText(unrecorded, textOf) } });
}

/** How far what was applied is, what is not ready first. */
export function waitLines(objects: readonly AwaitedProgress[], textOf: TextOf): readonly ReportLine[] {
  const ready = textOf({ code: 'cli.ready', params: {} });
  const sorted = objects.toSorted((one, other) => Number(one.isReady) - Number(other.isReady));
  return sorted.map(progress => ({
    text: `${describeObject(progress.object)}: ${progress.isReady ? ready : reasonOf(progress)}`,
  }));
}

/** Why an object is not ready: the trouble of its pods, else what its status says. */
export function reasonOf({ status, troubles }: AwaitedProgress): string {
  const [trouble] = troubles;
  if (trouble !== undefined) {
    return [`${trouble.pod} ${trouble.reason}`, trouble.message].filter(each => each !== '').join(': ');
  }
  return status?.message || status?.reason || status?.status || '…';
}
