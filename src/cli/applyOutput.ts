import { describeObject } from '../apply/objectName.ts';
import { type ApplyPlan, isBeingDeleted, type PlannedObject } from '../apply/plan.ts';
import type { ApplyProblem } from '../apply/problems.ts';
import { type ApplyReport, isLeaving, nameOfApplied } from '../apply/report.ts';
import { deletedWith, type KeptObject, type PrunedObject } from '../apply/set/plannedSet.ts';
import { isGone } from '../apply/set/runSet.ts';
import type { BuildResult } from '../kustomize/build.ts';
import { textIn } from '../messages/text.ts';
import { planJson, reportJson } from './applyJson.ts';
import { type CommandIo, localeOf } from './command.ts';
import { printDecided } from './conflictChoices.ts';
import { placesIn } from './problemLines.ts';
import { printSetNotes } from './setNotes.ts';
import { failureText } from './target.ts';

/** Prints plans and reports: a line per object, or one JSON document. Never prints what is in the objects. */
export interface ApplyOutput {
  plan(plan: ApplyPlan): void;
  /** What people should know beside the counts before they agree. */
  notes(plan: ApplyPlan): void;
  /** What is deleted, what else is lost with it, and what is kept and why, beside the question. */
  pruning(plan: ApplyPlan): void;
  /** Prints the report and what ended the run; gives whether all was done. */
  end(report: ApplyReport): boolean;
}

interface PrunedLine extends Omit<PrunedObject, 'outcome'> {
  readonly outcome: PrunedObject['outcome'] | 'delete';
}

/** The output of one command: JSON or lines in the language of the environment, places given from its directory. */
export function applyOutput(result: BuildResult, isJson: boolean, io: CommandIo): ApplyOutput {
  const textOf = textIn(localeOf(io.env));
  const placeOf = placesIn(result, io.cwd);
  const json = (value: unknown) => io.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
  const problemEntries = (problems: readonly ApplyProblem[]) =>
    problems.map(problem => ({
      ...placeOf(problem.location),
      severity: problem.severity,
      code: problem.code,
      message: textOf(problem),
    }));
  const printProblems = (problems: readonly ApplyProblem[]) => {
    for (const { file, line, column, severity, code, message } of problemEntries(problems)) {
      io.stderr.write(`${file}:${line}:${column} ${severity} ${code} ${message}\n`);
    }
  };
  const printWarnings = (object: PlannedObject, warnings: readonly string[]) => {
    const params = { object: describeObject(object) };
    for (const text of warnings) {
      io.stderr.write(`${textOf({ code: 'cli.warning', params: { ...params, text } })}\n`);
    }
  };

  const tellDeleted = (object: PlannedObject) => {
    io.stderr.write(`${textOf({ code: 'cli.being-deleted', params: { object: describeObject(object) } })}\n`);
  };

  const notes = (plan: ApplyPlan) => {
    printDecided(plan, placeOf, io);
    for (const object of plan.objects.filter(({ isRecreated }) => isRecreated)) {
      io.stderr.write(`${textOf({ code: 'cli.recreated', params: { object: describeObject(object) } })}\n`);
    }
    printSetNotes(plan, io);
    plan.objects.filter(isBeingDeleted).forEach(tellDeleted);
    for (const object of plan.objects.filter(({ migrated }) => migrated.length > 0)) {
      const params = { object: describeObject(object), manager: object.migrated.join(', ') };
      io.stderr.write(`${textOf({ code: 'cli.migrated', params })}\n`);
    }
  };
  const lineOfPruned = ({ candidate, outcome, message }: PrunedLine) => {
    const word = textOf({ code: 'cli.prune', params: { outcome } });
    return `${describeObject(candidate)}: ${word}${message === undefined ? '' : ` (${message})`}\n`;
  };
  const keptLines = (kept: readonly KeptObject[]) =>
    kept.map(({ reason, ...candidate }) => {
      return `${describeObject(candidate)}: ${textOf({ code: 'cli.kept', params: { reason } })}\n`;
    });
  const pruningLines = ({ set }: ApplyPlan) => [
    ...deletedWith(set).flatMap(candidate => {
      const line = lineOfPruned({ candidate, outcome: 'delete' });
      const objects = candidate.takes.map(describeObject);
      if (objects.length === 0) return [line];
      return [line, `  ${textOf({ code: 'cli.prune-takes', params: { objects } })}\n`];
    }),
    ...keptLines(set?.kept ?? []),
  ];

  return {
    notes,
    pruning(plan) {
      for (const line of pruningLines(plan)) io.stderr.write(line);
    },
    plan(plan) {
      const { target, namespaces, counts, objects, problems } = plan;
      if (isJson) {
        json(planJson(plan, problemEntries(problems)));
        return;
      }
      for (const object of objects) {
        const { verdict } = object;
        const word = textOf({ code: 'cli.verdict', params: { verdict: verdict.kind } });
        io.stdout.write(`${describeObject(object)}: ${word}\n`);
        if ('warnings' in verdict) printWarnings(object, verdict.warnings);
      }
      for (const line of pruningLines(plan)) io.stdout.write(line);
      notes(plan);
      printProblems(problems);
      const params = { ...target, namespaces, ...counts };
      if (problems.length === 0) io.stderr.write(`${textOf({ code: 'cli.apply-summary', params })}\n`);
    },
    end(report) {
      const { objects, counts, pruned, kept, problems } = report;
      const isWhole = counts.failed + counts.notDone === 0 && pruned.every(isGone);
      if (isJson) {
        json(reportJson(report, problemEntries(problems)));
        printEnd(report, io);
        return isWhole;
      }
      for (const { planned, outcome } of objects) {
        const word = textOf({ code: 'cli.outcome', params: { outcome: outcome.kind } });
        io.stdout.write(`${describeObject(nameOfApplied({ planned, outcome }))}: ${word}\n`);
        if ('warnings' in outcome) printWarnings(planned, outcome.warnings);
        if (isLeaving(outcome)) tellDeleted(planned);
      }
      for (const each of pruned) io.stdout.write(lineOfPruned(each));
      for (const line of keptLines(kept)) io.stdout.write(line);
      printProblems(problems);
      if (objects.length > 0) io.stderr.write(`${textOf({ code: 'cli.apply-report', params: counts })}\n`);
      printEnd(report, io);
      return isWhole;
    },
  };
}

/** Why a run ended before its end, where it did. */
function printEnd({ failure, cancelled }: ApplyReport, io: CommandIo): void {
  if (failure !== undefined) io.stderr.write(`kubewright: ${failureText(failure, io)}\n`);
  if (!cancelled) return;
  io.stderr.write(`${textIn(localeOf(io.env))({ code: 'cli.apply-cancelled', params: {} })}\n`);
}
