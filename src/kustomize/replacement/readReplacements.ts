import { checkKustomization } from '../../schema/check.ts';
import { decodeScalar } from '../../schema/decodedScalar.ts';
import { replacement as replacementType } from '../../schema/selectorFields.ts';
import type { PathLocation } from '../../yaml/location.ts';
import type { Scalar, SourceFile, YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import { type BuildContext, report } from '../buildContext.ts';
import {
  field,
  type Item,
  isNullNode,
  items,
  type Kustomization,
  keyOf,
  textOf,
} from '../load/kustomization.ts';
import { loadFile } from '../load/loadFile.ts';
import { textProblem } from '../load/textFile.ts';
import { isTrueText } from '../load/yamlBoolean.ts';

/** A value of a replacement's configuration with its place. */
export interface Placed<Node extends YamlNode = YamlNode> {
  readonly node: Node;
  readonly file: SourceFile;
  readonly location: PathLocation;
}

/** One replacement, from the kustomization or from a file that it names. */
export interface Replacement extends Placed {
  /** Path of the entry in the kustomization: `replacements[0]`. */
  readonly directive: string;
  readonly source: Placed | undefined;
  readonly sourceValue: Placed<Scalar> | undefined;
  readonly targets: readonly Placed[] | undefined;
}

/** Which part between delimiters of a field is read or set, and whether a missing field is made. */
export interface FieldOptions {
  readonly delimiter: string;
  readonly index: number;
  readonly create: boolean;
}

/** The replacements of a kustomization in their order; reports what is wrong with an entry or its file. */
export function readReplacements(
  context: BuildContext,
  kustomization: Kustomization,
): readonly Replacement[] {
  return items(kustomization, 'replacements').flatMap((item, index) =>
    readEntry(context, kustomization, item, `replacements[${index}]`),
  );
}

function readEntry(
  context: BuildContext,
  kustomization: Kustomization,
  { node, location }: Item,
  directive: string,
): readonly Replacement[] {
  const { file } = kustomization;
  const entry: Placed = { node, file, location };
  const path = textOf(field(node, 'path'));
  const own = read(entry, directive, true);
  if (path === '') return [own];
  const pathLocation = child(entry, 'path').location;
  if (own.source !== undefined || own.targets !== undefined) {
    report(context, 'replacement.path-and-inline', {}, pathLocation);
    return [];
  }
  const loaded = loadFile(context, kustomization, path, pathLocation);
  if (loaded === undefined) return [];
  const broken = textProblem(loaded);
  if (broken !== undefined) {
    context.problems.push({ ...broken, related: [pathLocation] });
    return [];
  }
  return readFile(context, loaded.file, path, pathLocation).map(placed => read(placed, directive, false));
}

/** A file holds one replacement or a list. Keys it should not have are accepted without a word. */
function readFile(
  context: BuildContext,
  file: SourceFile,
  path: string,
  referrer: PathLocation,
): readonly Placed[] {
  const { node, problems } = parseDocument(file);
  const broken = problems.filter(problem => problem.severity === 'error');
  for (const problem of broken) context.problems.push({ ...problem, related: [referrer] });
  if (broken.length > 0) return [];
  const location: PathLocation = { uri: file.uri, document: 0, path: [], part: 'value' };
  if (node === undefined || node.kind === 'scalar') {
    report(context, 'replacement.bad-file', { path }, referrer, [location]);
    return [];
  }
  const isList = node.kind === 'sequence';
  const type = isList ? ({ kind: 'list', items: replacementType } as const) : replacementType;
  const structure = checkKustomization(node, type as typeof replacementType, file.uri).filter(
    isRefusedInFile,
  );
  for (const problem of structure) context.problems.push({ ...problem, related: [referrer] });
  if (structure.length > 0) return [];
  const root: Placed = { node, file, location };
  return isList ? node.items.map((_, index) => child(root, index)) : [root];
}

const idFields: ReadonlySet<unknown> = new Set(['group', 'version', 'kind', 'name', 'namespace']);

/** Files are read leniently: numbers and booleans become text, but for the parts of a resource's id. */
function isRefusedInFile(problem: ReturnType<typeof checkKustomization>[number]): boolean {
  if (problem.code !== 'kustomization.wrong-type' || !('path' in problem.location)) return false;
  const { path } = problem.location;
  const last = path.at(-1);
  if (last === 'path' && path.length <= 2) return false;
  const { expected, actual } = problem.params;
  const isText = expected === 'string' && (actual === 'number' || actual === 'boolean');
  return !isText || idFields.has(typeof last === 'string' ? last.toLowerCase() : last);
}

function read(entry: Placed, directive: string, dropsEmpty: boolean): Replacement {
  const source = optional(entry, 'source');
  const value = optional(entry, 'sourceValue');
  const targets = optional(entry, 'targets');
  return {
    ...entry,
    directive,
    source,
    sourceValue: value?.node.kind === 'scalar' ? { ...value, node: value.node } : undefined,
    // An empty list in the kustomization itself is dropped on its way to the transformer.
    targets:
      targets?.node.kind !== 'sequence' || (dropsEmpty && targets.node.items.length === 0)
        ? undefined
        : targets.node.items.map((_, index) => child(targets, index)),
  };
}

/** The value of a field, whose key may be in any case. */
export function optional(parent: Placed, name: string): Placed | undefined {
  return field(parent.node, name) === undefined ? undefined : child(parent, name);
}

/** A field or an item with its place; the parent itself where it is absent. */
export function child(parent: Placed, step: string | number): Placed {
  const { node, file, location } = parent;
  const key = typeof step === 'string' && node.kind === 'mapping' ? (keyOf(node, step) ?? step) : step;
  const value =
    typeof step === 'string' ? field(node, step) : node.kind === 'sequence' ? node.items[step] : undefined;
  if (value === undefined) return parent;
  return { node: value, file, location: { ...location, path: [...location.path, key] } };
}

/** Whether an item of a list is there at all. */
export function isPresent({ node }: Placed): boolean {
  return !isNullNode(node);
}

/** A text field; empty where absent. Numbers and booleans are only met in files of replacements. */
export function textField(parent: Placed, name: string): string {
  return decodedText(field(parent.node, name));
}

/** What a scalar reads as where a text is wanted. */
export function decodedText(node: YamlNode | undefined): string {
  if (node?.kind !== 'scalar') return '';
  const { type } = decodeScalar(node);
  if (type === 'null') return '';
  if (type === 'boolean') return isTrueText(node.text) ? 'true' : 'false';
  if (type === 'string') return node.text;
  const resolved = resolveScalar(node);
  if (resolved.type === 'int') return resolved.text;
  return resolved.type === 'float' ? String(resolved.value) : node.text;
}

/** The `options` of a source or a target; what is left out is empty, 0 and false. */
export function readOptions(parent: Placed): FieldOptions {
  const options = optional(parent, 'options') ?? { ...parent, node: emptyOptions };
  const index = field(options.node, 'index');
  const create = field(options.node, 'create');
  const resolved = index?.kind === 'scalar' ? resolveScalar(index) : undefined;
  return {
    delimiter: textField(options, 'delimiter'),
    index: resolved?.type === 'int' ? Number(resolved.text) : resolved?.type === 'float' ? resolved.value : 0,
    create: create?.kind === 'scalar' && isTrueText(create.text),
  };
}

const emptyOptions: YamlNode = { kind: 'mapping', keys: [], keyStarts: [], values: [], start: -1 };
