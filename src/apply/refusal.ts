import { type ClusterFailure, isFailure } from '../cluster/failure.ts';
import type { Resource } from '../kustomize/resource.ts';
import { conflictProblem, conflictsIn } from './conflicts/conflictsIn.ts';
import { fieldLocation, objectLocation } from './fieldLocation.ts';
import { describeObject, type ObjectName } from './objectName.ts';
import { isLoss } from './persist.ts';
import { problemOf } from './problemOf.ts';
import type { ApplyProblem } from './problems.ts';

/** What a failure means for the object it was about, each cause at the source line that set the field. */
export function refusalProblems(
  resource: Resource,
  name: ObjectName & { readonly isGenerated?: boolean },
  failure: ClusterFailure,
): readonly ApplyProblem[] {
  const object = describeObject(name);
  const here = objectLocation(resource);
  const problems: ApplyProblem[] = [];
  const invalid = (field: string, reason: string) => {
    const shown = { object, field: field.replace(/^\./, ''), reason: withoutSecret(name.kind, reason) };
    const code = isImmutable(reason) ? 'apply.immutable' : 'apply.invalid-field';
    problems.push(problemOf(code, shown, fieldLocation(resource, field, 'value')));
  };
  const unknown = (field: string) => {
    const shown = { object, field: field.replace(/^\./, '') };
    problems.push(problemOf('apply.unknown-field', shown, fieldLocation(resource, field, 'key')));
  };

  if (isFailure(failure, 'response.conflict')) {
    problems.push(...conflictsIn(resource, name, failure, undefined).map(conflictProblem));
  } else if (isFailure(failure, 'response.forbidden') && isForRole(failure.params.message)) {
    problems.push(problemOf('apply.forbidden', { object, reason: failure.params.message }, here));
  } else if (isFailure(failure, 'response.not-found')) {
    const namespace = /^namespaces "([^"]*)" not found/.exec(failure.params.message)?.[1];
    if (namespace !== undefined) problems.push(problemOf('apply.no-namespace', { object, namespace }, here));
  } else if (isFailure(failure, 'response.invalid')) {
    for (const { field, message } of failure.params.causes ?? []) {
      if (field !== '' && field !== '<nil>') invalid(field, message);
    }
    if (problems.length === 0) readMessage(failure.params.message, unknown, invalid);
  } else if (isLoss(failure)) {
    problems.push(problemOf('apply.unknown-outcome', { object, generated: name.isGenerated === true }, here));
  }
  if (problems.length === 0) {
    const told = 'message' in failure.params ? failure.params.message : failure.code;
    problems.push(problemOf('apply.refused', { object, reason: withoutSecret(name.kind, told) }, here));
  }
  return problems;
}

/** Quotas and admission answer 403 too, and no role would help there. */
function isForRole(message: string): boolean {
  return /\bcannot \S+ resource "/.test(message);
}

/** Kubernetes has no reason of its own for it, so its words are all there is. */
function isImmutable(reason: string): boolean {
  return /field is immutable|cannot change roleRef|updates to statefulset spec for fields other than/.test(
    reason,
  );
}

/** Field validation tells its causes in one text: of custom resources in one form, of built-in kinds in another. */
function readMessage(
  message: string,
  unknown: (field: string) => void,
  invalid: (field: string, reason: string) => void,
): void {
  for (const [, field = ''] of message.matchAll(/unknown field "((?:[^"\\]|\\.)*)"/g)) unknown(field);
  const typed = /failed to create typed patch object \([^)]*\): ([\s\S]*)$/.exec(message)?.[1] ?? '';
  for (const line of typed.replace(/^errors:/, '').split('\n')) {
    const [, field, reason = ''] =
      /^\s*((?:\.[^\s:[]+|\[(?:"(?:[^"\\]|\\.)*"|[^\]"])*\])+): (.*)$/.exec(line) ?? [];
    if (field === undefined) continue;
    if (reason === 'field not declared in schema') unknown(field);
    else invalid(field, reason.replace(/&value\.\w+\{Value:([\s\S]*)\}$/, '$1'));
  }
}

/** The server quotes the value it refuses, which for a Secret must not be shown. */
function withoutSecret(kind: string, reason: string): string {
  if (kind !== 'Secret') return reason;
  return reason.replace(/(Invalid value|Unsupported value): .*?(: |$)/, '$1$2').replace(/, got .*$/, '');
}
