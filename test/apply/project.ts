import type { ApplyProblem } from '../../src/apply/problems.ts';
import { build } from '../../src/kustomize/build.ts';
import type { Resource } from '../../src/kustomize/resource.ts';
import { rangeOf } from '../../src/yaml/range.ts';
import { memorySnapshot } from '../kustomize/memorySnapshot.ts';

/** A kustomization in memory: its resources, and its lines for what is said of them. */
export interface Project {
  readonly resources: readonly Resource[];
  /** `file:line code field-or-object` of each problem, lines from 1, in the order given. */
  describe(problems: readonly ApplyProblem[]): string[];
}

/** Builds these files; fails where the build has a problem. */
export function project(files: Readonly<Record<string, string>>): Project {
  const result = build('/app', memorySnapshot(prefixed(files)));
  if (result.problems.length > 0) throw new Error(JSON.stringify(result.problems));
  const texts = new Map<string, string>();
  for (const entry of result.reads.values()) {
    if (entry.kind === 'file') texts.set(entry.file.uri, entry.file.text);
  }
  return {
    resources: result.resources,
    describe: problems =>
      problems.map(problem => {
        const { uri } = problem.location;
        const line = rangeOf(problem.location, texts.get(uri) ?? '').start.line + 1;
        const subject = 'field' in problem.params ? ` ${problem.params.field}` : '';
        return `${uri.split('/').at(-1)}:${line} ${problem.code}${subject}`;
      }),
  };
}

function prefixed(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`/app/${name}`, text]));
}
