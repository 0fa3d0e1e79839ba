import type { FieldType } from '../schema/fieldType.ts';
import type { Position } from '../yaml/location.ts';
import type { Completion, Cursor } from './completion.ts';
import type { CompletionSources } from './completionSources.ts';
import type { CursorContext } from './cursorContext.ts';
import { cursorContextAt } from './cursorContextAt.ts';
import { fieldAt } from './fieldAt.ts';
import { fieldCompletions } from './fieldCompletion.ts';
import { nameCompletions } from './nameCompletion.ts';
import { pathCompletions } from './pathCompletion.ts';
import { scalarInsert } from './scalarInsert.ts';

/** What may stand at a position of the kustomization file at `path`, by the field table and by what is there. */
export async function completionsAt(
  text: string,
  position: Position,
  path: string,
  sources: CompletionSources,
): Promise<readonly Completion[]> {
  const context = cursorContextAt(text, position);
  if (context === undefined) return [];
  const type = fieldAt(context.path)?.type;
  if (type === undefined) return [];
  const cursor: Cursor = { context, text, path, line: position.line, sources };
  if (context.kind === 'value' || isItem(context, type)) return valueCompletions(type, cursor);
  if (type.kind !== 'list' || context.flow) return fieldCompletions(type, context);
  // The dash of a new item is not there yet.
  return type.items.kind === 'object'
    ? fieldCompletions(type.items, { ...context, siblings: [] }, '- ')
    : (await valueCompletions(type.items, { ...cursor, context: { ...context, siblings: [] } })).map(
        withDash,
      );
}

function isItem(context: CursorContext, type: FieldType): boolean {
  return context.path.at(-1) === '-' && type.kind !== 'object';
}

async function valueCompletions(type: FieldType, cursor: Cursor): Promise<readonly Completion[]> {
  if (type.kind === 'boolean') return fixed(['true', 'false'], cursor.context);
  if (type.kind !== 'string') return [];
  const values = fixed(fitting(type.values ?? [], cursor.context), cursor.context);
  if (type.path !== undefined) return [...values, ...(await pathCompletions(type.path, cursor))];
  if (type.names !== undefined) return [...values, ...(await nameCompletions(type.names, cursor))];
  return values;
}

/** Of a header's two values that belong together only the right ones. */
function fitting(
  values: readonly string[],
  { path, values: around, items }: CursorContext,
): readonly string[] {
  const other = path.length === 1 ? { kind: 'apiVersion', apiVersion: 'kind' }[path[0] ?? ''] : undefined;
  const beside = other === undefined ? undefined : around.get(other);
  const isForComponent = (text: string) => text === 'Component' || text.endsWith('/v1alpha1');
  const isKnown =
    beside !== undefined && /^(?:Kustomization|Component|kustomize\.config\.k8s\.io\/.*)$/.test(beside);
  const left = isKnown ? values.filter(value => isForComponent(value) === isForComponent(beside)) : values;
  return left.filter(value => !items.includes(value));
}

function fixed(values: readonly string[], context: CursorContext): Completion[] {
  return values.map((value, rank) => ({
    kind: 'value',
    label: value,
    range: context.range,
    rank,
    // Booleans must stay without quotes.
    ...(value === 'true' || value === 'false'
      ? { insert: `${context.needsSpace ? ' ' : ''}${value}` }
      : scalarInsert(value, context)),
  }));
}

function withDash(completion: Completion): Completion {
  return { ...completion, insert: `- ${completion.insert}` };
}
