import { checkObject, type SchemaIssues } from '../schema/kubernetes/checkObject.ts';
import type { ValueType } from '../schema/kubernetes/typeNotation.ts';
import type { Problem } from '../yaml/problem.ts';
import { fieldLocation } from './fieldLocation.ts';
import { describeObject } from './objectName.ts';
import type { PlannedObject } from './plan.ts';
import { problemOf } from './problemOf.ts';
import type { ApplyProblem } from './problems.ts';

/**
 * What is wrong with an object whose definition the server does not have yet, by the schema of that definition: its types,
 * its required fields, the fields and values that it knows. Patterns, limits and expressions are left to the server.
 */
export function crdProblems(object: PlannedObject, type: ValueType): readonly ApplyProblem[] {
  const { resource } = object;
  const problems: ApplyProblem[] = [];
  checkObject(resource.node, type, (code, params) => {
    const path = params.path === '.' ? '' : params.path;
    if (code === 'schema.unknown-field' && 'field' in params) {
      const field = path === '' ? params.field : `${path}.${params.field}`;
      const location = fieldLocation(resource, field, 'key');
      problems.push(problemOf('apply.unknown-field', { object: describeObject(object), field }, location));
      return;
    }
    const part = code === 'schema.missing-field' ? 'key' : 'value';
    const location = fieldLocation(resource, path, part);
    // Code and parameters belong together where they are reported.
    problems.push({ code, params, severity: 'error', location } as unknown as Problem<SchemaIssues>);
  });
  return problems;
}
