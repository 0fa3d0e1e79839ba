import { isRecord, type JsonRecord, recordAt, textOf } from '../../cluster/json.ts';
import { clientSideManagers, fieldsOf, lastApplied, managedFieldsOf, managerOf } from './clientSide.ts';
import { below, elementsOf, type FieldSet, isMember } from './fieldSet.ts';

/**
 * What an apply will make of an object whose fields are migrated before, which no dry run can tell: `after` is the answer of
 * a dry run without that. What kubectl applied and we do not goes, unless somebody else has it too. What the server puts in
 * its place, a default, is not in it.
 */
export function afterMigration(before: unknown, after: unknown): unknown {
  const managers = clientSideManagers(before);
  const entries = managedFieldsOf(after);
  const isTheirs = (entry: JsonRecord) =>
    entry['operation'] === 'Update' && managers.includes(managerOf(entry));
  const theirs = entries.filter(isTheirs).map(fieldsOf);
  // Ours is what the dry run says that we would own.
  const kept = entries.filter(entry => !isTheirs(entry)).map(fieldsOf);
  const applied = lastAppliedOf(before);
  return theirs.reduce<unknown>((object, fields) => without(object, applied, fields, kept), after);
}

/** What kubectl applied last; a default of the server is in no such copy. */
function lastAppliedOf(object: unknown): unknown {
  const annotations = recordAt(recordAt(object, 'metadata'), 'annotations');
  try {
    return JSON.parse(textOf(annotations[lastApplied]) ?? '');
  } catch {
    return undefined;
  }
}

function without(value: unknown, applied: unknown, fields: FieldSet, kept: readonly FieldSet[]): unknown {
  return elementsOf(fields).reduce<unknown>((node, element) => {
    const place = placeOf(node, element);
    const was = placeOf(applied, element);
    if (place === undefined || was === undefined) return node;
    const inner = below(fields, element);
    const others = kept.filter(set => element in set);
    if (others.length === 0 && isMember(inner)) return withChild(node, place.key, undefined);
    const child = without(
      place.value,
      was.value,
      inner,
      others.map(set => below(set, element)),
    );
    return child === place.value ? node : withChild(node, place.key, child);
  }, value);
}

interface Place {
  readonly key: string | number;
  readonly value: unknown;
}

/** Where a path element leads in an object. */
function placeOf(node: unknown, element: string): Place | undefined {
  const text = element.slice(2);
  if (element.startsWith('f:')) {
    return isRecord(node) && text in node ? { key: text, value: node[text] } : undefined;
  }
  if (!Array.isArray(node)) return undefined;
  const wanted: unknown = element.startsWith('i:') ? Number(text) : JSON.parse(text);
  const key = node.findIndex((item, index) => {
    if (element.startsWith('i:')) return index === wanted;
    if (element.startsWith('v:')) return JSON.stringify(item) === JSON.stringify(wanted);
    // What is left out, such as a port's protocol, is the server's default.
    return Object.entries(isRecord(wanted) ? wanted : {}).every(
      ([name, value]) => recordAt({ item }, 'item')[name] === value || !(name in recordAt({ item }, 'item')),
    );
  });
  return key < 0 ? undefined : { key, value: node[key] };
}

function withChild(node: unknown, key: string | number, child: unknown): unknown {
  if (Array.isArray(node) && typeof key === 'number') {
    return child === undefined ? node.toSpliced(key, 1) : node.with(key, child);
  }
  if (!isRecord(node)) return node;
  const { [key]: _, ...rest } = node;
  return child === undefined ? rest : { ...node, [key]: child };
}
