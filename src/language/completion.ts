import { posix } from 'node:path';
import type { Field, FieldType, PathKind } from '../schema/fieldType.ts';
import type { Position, Range } from '../yaml/location.ts';
import { cursorContext } from './cursorContext.ts';
import { fieldAt } from './fieldAt.ts';
import { isKustomizationFile } from './roots.ts';
import type { Workspace } from './workspace.ts';

/** One thing to complete; the face decides how it looks. `insert` is in the syntax of LSP snippets. */
export type Completion =
  | {
      readonly kind: 'field';
      readonly label: string;
      readonly insert: string;
      readonly field: Field;
      readonly range: Range;
    }
  | { readonly kind: 'value'; readonly label: string; readonly insert: string; readonly range: Range }
  | {
      readonly kind: 'path';
      readonly label: string;
      readonly insert: string;
      readonly directory: boolean;
      readonly range: Range;
    };

/** What may stand at a position of the kustomization file at `path`, by the field table and by what lies on disk. */
export async function completionsAt(
  text: string,
  position: Position,
  path: string,
  workspace: Workspace,
): Promise<readonly Completion[]> {
  const context = cursorContext(text, position);
  if (context === undefined) return [];
  const place = fieldAt(context.path);
  if (place === undefined) return [];
  if (context.kind === 'value')
    return valueCompletions(place.type, context.token, context.range, path, workspace);
  const inList = context.path.at(-1) === '-' && place.type.kind === 'string';
  if (inList) return valueCompletions(place.type, context.token, context.range, path, workspace);
  return fieldCompletions(place.type, context.siblings, context.range, context.extraIndent);
}

function fieldCompletions(
  type: FieldType,
  siblings: readonly string[],
  range: Range,
  indent: number,
): Completion[] {
  const fields = type.kind === 'object' ? type.fields : type.kind === 'map' ? (type.suggested ?? {}) : {};
  const present = new Set(siblings.map(key => key.toLowerCase()));
  return Object.entries(fields)
    .filter(([name]) => !present.has(name.toLowerCase()))
    .map(([name, field]) => ({
      kind: 'field',
      label: name,
      insert: `${name}:${valueSkeleton(field.type, ' '.repeat(indent))}`,
      field,
      range,
    }));
}

/** How a field's value begins; clients add the indentation of the line itself. */
function valueSkeleton(type: FieldType, indent: string): string {
  if (type.kind === 'list') return `\n${indent}- $0`;
  if (type.kind === 'object' || type.kind === 'map') return `\n${indent}  $0`;
  return ' $0';
}

async function valueCompletions(
  type: FieldType,
  token: string,
  range: Range,
  path: string,
  workspace: Workspace,
): Promise<Completion[]> {
  const values =
    type.kind === 'boolean' ? ['true', 'false'] : type.kind === 'string' ? (type.values ?? []) : [];
  const fixed = values.map((value): Completion => ({ kind: 'value', label: value, insert: value, range }));
  if (type.kind !== 'string' || type.path === undefined) return fixed;
  return [...fixed, ...(await pathCompletions(type.path, token, range, path, workspace))];
}

/** The next step of a path: names in the directory that is written so far. */
async function pathCompletions(
  kind: PathKind,
  token: string,
  range: Range,
  path: string,
  workspace: Workspace,
): Promise<Completion[]> {
  const separator = kind === 'keyedFile' ? token.indexOf('=') + 1 : 0;
  const written = token.slice(separator);
  if (/^["'/]|:\/\//.test(written)) return [];
  const head = written.slice(0, written.lastIndexOf('/') + 1);
  const directory = posix.resolve(posix.dirname(path), head);
  const entries = await workspace.readDirectory(directory);
  const names = entries
    .filter(entry => offered(entry.name, entry.kind, kind, head))
    .map(entry => {
      const name = entry.kind === 'directory' ? `${entry.name}/` : entry.name;
      return toPath(token.slice(0, separator) + head + name, name, entry.kind === 'directory', range);
    });
  const upwards = kind === 'keyedFile' || kind === 'file' || !/^(?:\.\.\/)*$/.test(head) ? [] : ['../'];
  return [...upwards.map(name => toPath(head + name, name, true, range)), ...names];
}

function offered(name: string, entry: 'file' | 'directory', kind: PathKind, head: string): boolean {
  if (name.startsWith('.')) return false;
  if (entry === 'directory') return true;
  if (kind === 'directory' || (head === '' && isKustomizationFile(name))) return false;
  return kind === 'keyedFile' || kind === 'file' || /\.(?:ya?ml|json)$/.test(name);
}

function toPath(insert: string, label: string, directory: boolean, range: Range): Completion {
  return { kind: 'path', label, insert: insert.replaceAll(/[$}\\]/g, String.raw`\$&`), directory, range };
}
