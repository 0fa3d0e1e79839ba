import type { ListedKind, Summary } from '../kinds/summary.ts';
import { maskedObject } from '../objectYaml.ts';
import type { ResourceId } from '../resource.ts';
import { type JsonPath, parseJsonPath } from './jsonPath.ts';
import { jsonPathText } from './jsonPathValues.ts';

/** A column that the user added to those of the server. */
export interface CustomColumn {
  readonly title: string;
  /** As kubectl takes it: `.metadata.labels.app`. */
  readonly path: string;
}

/** An object with what custom columns say of it, in their order. */
export interface WithCustom extends Summary {
  readonly custom: readonly string[];
}

/** Why there can be no such column. */
export type ColumnProblem =
  | { readonly code: 'not-a-path'; readonly at: number }
  /** What Secrets hold is shown nowhere. */
  | { readonly code: 'secret-value' };

/** `undefined` for a path that can be a column of the resource. */
export function columnProblem(id: ResourceId, path: string): ColumnProblem | undefined {
  const parsed = parseJsonPath(path);
  if ('wrongAt' in parsed) return { code: 'not-a-path', at: parsed.wrongAt };
  return isSecret(id) && !staysInMetadata(parsed.path) ? { code: 'secret-value' } : undefined;
}

/**
 * The kind with what the columns say beside what it keeps; a query of its own, since its `slim` is another. Columns that
 * cannot be are empty. Of Secrets no more than metadata is asked for, and the manifest that kubectl keeps there is masked.
 */
export function withCustomColumns(
  kind: ListedKind,
  columns: readonly CustomColumn[],
): ListedKind<WithCustom> {
  const paths = columns.map(({ path }) => allowedPath(kind.id, path));
  const { content, ...rest } = kind;
  const onlyMetadata = isSecret(kind.id) || columns.length === 0 ? content : undefined;
  return {
    ...rest,
    ...(onlyMetadata === undefined ? {} : { content: onlyMetadata }),
    ...(columns.length === 0 ? {} : { view: JSON.stringify(columns.map(({ path }) => path)) }),
    slim(object, status) {
      const shown = isSecret(kind.id) ? maskedObject(object, { apiVersion: 'v1', kind: 'Secret' }) : object;
      const custom = paths.map(path => (path === undefined ? '' : jsonPathText(shown, path)));
      return { ...kind.slim(object, status), custom };
    },
  };
}

function allowedPath(id: ResourceId, path: string): JsonPath | undefined {
  const parsed = parseJsonPath(path);
  return 'path' in parsed && columnProblem(id, path) === undefined ? parsed.path : undefined;
}

function isSecret({ group, resource }: ResourceId): boolean {
  return group === '' && resource === 'secrets';
}

/** A Secret's type is no secret either. */
function staysInMetadata([first]: JsonPath): boolean {
  return first?.step === 'field' && first.name === 'metadata';
}
