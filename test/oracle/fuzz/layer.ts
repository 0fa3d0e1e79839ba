import type { Tree } from '../patch/yamlText.ts';
import type { Dice } from './dice.ts';
import type { Known } from './world.ts';

/** One kustomization while it is made up. */
export interface Layer {
  /** Its directory below the sample's root, such as `base`. */
  readonly directory: string;
  readonly fields: Record<string, Tree>;
  /** Files by their path below the sample's root; shared by all layers of a sample. */
  readonly files: Record<string, string | Uint8Array>;
  /** What it works on: its own objects and those of its bases. */
  readonly known: readonly Known[];
}

/** Adds a field to a kustomization; an item joins those that are there. */
export function addItem({ fields }: Layer, field: string, item: Tree): void {
  const list = fields[field];
  fields[field] = Array.isArray(list) ? [...list, item] : [item];
}

/** Puts a file beside the kustomization and gives the path that names it there. */
export function addFile({ directory, files }: Layer, name: string, content: string | Uint8Array): string {
  const [, stem = name, end = ''] = /^(.*?)(\.\w+)?$/.exec(name) ?? [];
  let path = name;
  for (let serial = 2; files[`${directory}/${path}`] !== undefined; serial += 1)
    path = `${stem}${serial}${end}`;
  files[`${directory}/${path}`] = content;
  return path;
}

/** A text as the value of a key: a literal block. */
export function literalBlock(text: string): string {
  return `|-\n${text.trimEnd()}`;
}

/** One of the objects, most often one with the property. */
export function someObject(
  dice: Dice,
  { known }: Layer,
  wanted: (object: Known) => boolean,
): Known | undefined {
  const fitting = known.filter(wanted);
  const list = fitting.length > 0 && dice.chance(92) ? fitting : known;
  return list.length === 0 ? undefined : dice.pick(list);
}
