import { definitionName } from './kubernetesTypes.ts';
import type { ValueType } from './typeNotation.ts';

/** A field of a Kubernetes object as people ask about it. */
export interface DescribedField {
  readonly type: ValueType;
  readonly required: boolean;
  /** What it is for; `undefined` where its schema does not say. */
  readonly description: string | undefined;
}

type Descriptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

let loaded: Promise<Descriptions> | undefined;

/** The texts are big and only people who ask see them: they are read with the first question. */
function descriptions(): Promise<Descriptions> {
  loaded ??= import('../data/kubernetesDescriptions.json', { with: { type: 'json' } }).then(
    module => module.default as Descriptions,
  );
  return loaded;
}

/**
 * The field at a path of keys and `-` steps below an object of a type; `undefined` where the type does not go there,
 * and for the keys of maps, which are the user's own.
 */
export async function fieldAtPath(
  root: ValueType,
  path: readonly string[],
): Promise<DescribedField | undefined> {
  let type = root;
  let found: DescribedField | undefined;
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1;
    if (step === '-') {
      if (type.kind !== 'list') return undefined;
      type = type.items();
    } else if (type.kind === 'map') {
      if (isLast) return undefined;
      type = type.values();
    } else if (type.kind === 'object') {
      const field = type.fields.get(step);
      if (field === undefined) return undefined;
      const owner = type;
      type = field.type();
      if (isLast) {
        const description = field.description ?? (await describe(owner, step, type));
        found = { type, required: field.required, description };
      }
    } else return undefined;
  }
  return found;
}

async function describe(owner: ValueType, field: string, type: ValueType): Promise<string | undefined> {
  const [ownerName, typeName] = [definitionName(owner), definitionName(type)];
  if (ownerName === undefined && typeName === undefined) return undefined;
  const texts = await descriptions();
  return texts[ownerName ?? '']?.[field] ?? texts[typeName ?? '']?.[''];
}

/** A type in one word as Go writes it: `string`, `Container[]`, `map[string]string`. */
export function typeName(type: ValueType): string {
  if (type.kind === 'list') return `${typeName(type.items())}[]`;
  if (type.kind === 'map') return `map[string]${typeName(type.values())}`;
  if (type.kind === 'object') return definitionName(type)?.split('.').at(-1) ?? 'object';
  return type.kind;
}
