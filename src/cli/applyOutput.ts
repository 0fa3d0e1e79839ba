import { type ApplyPlan, describeObject, type ObjectName, type PlannedObject } from '../apply/plan.ts';
import type { ApplyProblem } from '../apply/problems.ts';
import type { ApplyReport } from '../apply/report.ts';
import type { PlannedSet, PruneCandidate, PrunedObject } from '../apply/set/plannedSet.ts';
import type { BuildResult } from '../kustomize/build.ts';
import { textIn } from '../messages/text.ts';
import { type CommandIo, localeOf } from './command.ts';
import { placesIn } from './problemLines.ts';

/** Prints plans and reports: a line per object, or one JSON document. Never prints what is in the objects. */
export interface ApplyOutput {
  plan(plan: ApplyPlan): void;
  report(report: ApplyReport): void;
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

  const printPruned = (
    candidate: PruneCandidate,
    outcome: PrunedObject['outcome'] | 'delete',
    message?: string,
  ) => {
    const word = textOf({ code: 'cli.prune', params: { outcome } });
    io.stdout.write(`${describeObject(candidate)}: ${word}${message === undefined ? '' : ` (${message})`}\n`);
  };
  const printKept = (set: PlannedSet | undefined) => {
    for (const { reason, ...candidate } of set?.kept ?? []) {
      io.stdout.write(`${describeObject(candidate)}: ${textOf({ code: 'cli.kept', params: { reason } })}\n`);
    }
  };

  return {
    plan(plan) {
      const { target, namespaces, counts, objects, problems, set } = plan;
      if (isJson) {
        const rows = objects.map(object => ({ ...identity(object), verdict: object.verdict.kind }));
        const prune = (set?.prune ?? []).map(identity);
        const kept = (set?.kept ?? []).map(each => ({ ...identity(each), reason: each.reason }));
        json({
          ...target,
          namespaces,
          counts,
          objects: rows,
          prune,
          kept,
          problems: problemEntries(problems),
        });
        return;
      }
      for (const object of objects) {
        const { verdict } = object;
        const word = textOf({ code: 'cli.verdict', params: { verdict: verdict.kind } });
        io.stdout.write(`${describeObject(object)}: ${word}\n`);
        if ('warnings' in verdict) printWarnings(object, verdict.warnings);
      }
      for (const candidate of set?.prune ?? []) printPruned(candidate, 'delete');
      printKept(set);
      printProblems(problems);
      const params = { ...target, namespaces, ...counts };
      if (problems.length === 0) io.stderr.write(`${textOf({ code: 'cli.apply-summary', params })}\n`);
    },
    report({ context, objects, counts, pruned, problems, failure, cancelled }) {
      if (isJson) {
        const rows = objects.map(({ planned, outcome }) => ({
          ...identity(planned),
          outcome: outcome.kind,
          ...('warnings' in outcome ? { warnings: outcome.warnings } : {}),
          ...(outcome.kind === 'not-done' ? { reason: outcome.reason } : {}),
        }));
        const gone = pruned.map(({ candidate, outcome, message }) => ({
          ...identity(candidate),
          outcome,
          message,
        }));
        const entries = problemEntries(problems);
        const failed = failure?.code;
        json({ context, counts, cancelled, failure: failed, objects: rows, pruned: gone, problems: entries });
        return;
      }
      for (const { planned, outcome } of objects) {
        const word = textOf({ code: 'cli.outcome', params: { outcome: outcome.kind } });
        io.stdout.write(`${describeObject(planned)}: ${word}\n`);
        if ('warnings' in outcome) printWarnings(planned, outcome.warnings);
      }
      for (const { candidate, outcome, message } of pruned) printPruned(candidate, outcome, message);
      printProblems(problems);
      io.stderr.write(`${textOf({ code: 'cli.apply-report', params: counts })}\n`);
    },
  };
}

function identity({ apiVersion, kind, namespace, name }: ObjectName) {
  return { apiVersion, kind, namespace, name };
}
