import { structuredPatch } from 'diff';
import type { ObjectDiff } from '../apply/diff/planDiff.ts';
import { describeObject } from '../apply/objectName.ts';
import type { ApplyPlan } from '../apply/plan.ts';
import { yamlOf } from '../cluster/objectYaml.ts';
import type { BuildResult } from '../kustomize/build.ts';
import { textIn } from '../messages/text.ts';
import { type CommandIo, localeOf } from './command.ts';
import { placesIn } from './problemLines.ts';

/** What to print. */
export interface DiffToPrint {
  readonly plan: ApplyPlan;
  readonly diffs: readonly ObjectDiff[];
  readonly result: BuildResult;
  readonly isJson: boolean;
}

/**
 * Prints a unified diff for each object that differs, in front of its hunks the source line of each changed field; or one
 * JSON document. Refusals go to the standard error as problems do.
 */
export function printDiff({ plan, diffs, result, isJson }: DiffToPrint, io: CommandIo): void {
  const textOf = textIn(localeOf(io.env));
  const placeOf = placesIn(result, io.cwd);
  const problems = plan.problems.map(problem => ({
    ...placeOf(problem.location),
    severity: problem.severity,
    code: problem.code,
    message: textOf(problem),
  }));
  if (isJson) {
    const objects = diffs.map(({ object, kind, changes }) => ({
      apiVersion: object.apiVersion,
      kind: object.kind,
      namespace: object.namespace,
      name: object.name,
      diff: kind,
      changes: changes.map(({ field, before, after, location }) => ({
        field,
        before,
        after,
        ...placeOf(location),
      })),
    }));
    io.stdout.write(`${JSON.stringify({ ...plan.target, objects, problems }, undefined, 2)}\n`);
    return;
  }
  for (const diff of diffs) {
    if (diff.kind === 'unchanged') continue;
    const sources = diff.changes.map(({ field, location }) => {
      const { file, line, column } = placeOf(location);
      return `# ${field}  ${file}:${line}:${column}\n`;
    });
    io.stdout.write([...header(diff), ...sources, ...hunks(diff)].join(''));
  }
  for (const { file, line, column, severity, code, message } of problems) {
    io.stderr.write(`${file}:${line}:${column} ${severity} ${code} ${message}\n`);
  }
  const count = (kind: ObjectDiff['kind']) => diffs.filter(each => each.kind === kind).length;
  const { context, server } = plan.target;
  const unverified = count('unverified');
  const params = {
    context,
    server,
    namespaces: plan.namespaces,
    create: count('create') + unverified,
    unverified,
    change: count('change'),
    unchanged: count('unchanged'),
    delete: count('prune'),
  };
  io.stderr.write(`${textOf({ code: 'cli.apply-summary', params })}\n`);
}

function header({ object, before, after }: ObjectDiff): string[] {
  const name = describeObject(object);
  const nothing = '/dev/null';
  return [
    `--- ${before === undefined ? nothing : `live ${name}`}\n`,
    `+++ ${after === undefined ? nothing : `applied ${name}`}\n`,
  ];
}

function hunks({ before, after }: ObjectDiff): string[] {
  const textOf = (object: ObjectDiff['after']) => (object === undefined ? '' : yamlOf(object));
  const patch = structuredPatch('', '', textOf(before), textOf(after), '', '', { context: 3 });
  return patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldLines === 0 ? 0 : oldStart},${oldLines} +${newLines === 0 ? 0 : newStart},${newLines} @@\n`,
    ...lines.map(line => `${line}\n`),
  ]);
}
