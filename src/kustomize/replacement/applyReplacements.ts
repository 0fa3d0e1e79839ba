import type { Scalar, YamlNode } from '../../yaml/node.ts';
import { shortTag, type V3Node } from '../../yaml/v3/node.ts';
import { isMisfit } from '../../yaml/v3/scalarStyle.ts';
import { type BuildContext, report } from '../buildContext.ts';
import type { Kustomization } from '../load/kustomization.ts';
import { splitFieldPath } from '../reference/fieldPathText.ts';
import { isLocalConfig } from '../render/render.ts';
import { formatId, type Resource, withNode } from '../resource.ts';
import type { Directive } from '../transform/setScalar.ts';
import { isUnreadKey } from '../unreadKey.ts';
import { failed, matchPath } from './matchPath.ts';
import {
  child,
  decodedText,
  type FieldOptions,
  optional,
  type Placed,
  type Replacement,
  readOptions,
  readReplacements,
} from './readReplacements.ts';
import { readValue, type Value } from './source.ts';
import { writeInText } from './structuredText.ts';
import { readTargetSelector } from './targetSelector.ts';
import { close, open, setNode, setText, sharersOf } from './workTree.ts';

/** Copies values into fields of resources, one replacement after the other, as `replacements` asks for. */
export function applyReplacements(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
): readonly Resource[] {
  const misfits: Misfit[] = [];
  const result = readReplacements(context, kustomization).reduce(
    (current, replacement) => applyReplacement(context, replacement, current, misfits),
    resources,
  );
  reportMisfits(context, misfits, result);
  return result;
}

/** A scalar whose text does not fit the type of the field; a later replacement may still write another. */
interface Misfit {
  readonly scalar: Scalar;
  readonly fieldPath: string;
  readonly place: Placed;
}

function applyReplacement(
  context: BuildContext,
  replacement: Replacement,
  resources: readonly Resource[],
  misfits: Misfit[],
): readonly Resource[] {
  const { source, sourceValue, targets } = replacement;
  if (source === undefined && sourceValue === undefined) {
    report(context, 'replacement.no-source', {}, replacement.location);
    return resources;
  }
  if (targets === undefined) {
    report(context, 'replacement.no-targets', {}, replacement.location);
    return resources;
  }
  const value = readValue(context, replacement, resources);
  if (value === undefined) return resources;
  return targets.reduce(
    (current, target) => applyToTarget({ context, replacement, value, misfits }, target, current),
    resources,
  );
}

interface Application {
  readonly context: BuildContext;
  readonly replacement: Replacement;
  readonly value: Value;
  readonly misfits: Misfit[];
}

function applyToTarget(
  application: Application,
  target: Placed,
  resources: readonly Resource[],
): readonly Resource[] {
  const selects = readTargetSelector(application.context, target);
  if (selects === undefined) return resources;
  const fieldPaths = readFieldPaths(target);
  const options = readOptions(target);
  const { name, file } = directiveOf(application);
  const changed: Resource[] = [];
  let count = 0;
  for (const resource of resources) {
    const selected = selects(resource);
    // A selector that cannot be read is reported once.
    if (selected === undefined) return resources;
    if (!selected) {
      changed.push(resource);
      continue;
    }
    count += 1;
    const { holder } = application.value;
    const isHolder = holder?.resource === resource;
    const root = isHolder ? holder.root : open(resource.node, resource.file);
    for (const { text, place } of fieldPaths) {
      writeField(application, { root, resource, fieldPath: text, place, target, options });
    }
    const made: Directive = { name, file, start: target.node.start };
    const node = close(root, made);
    const written = node.kind === 'mapping' ? withNode(resource, node) : resource;
    if (isHolder) holder.resource = written;
    changed.push(written);
  }
  const { node, location } = target;
  const { context } = application;
  context.effects.push({ kind: 'replacement-target', location, node, selected: count, changed: undefined });
  return changed;
}

function directiveOf({ replacement }: Application): Directive {
  return { name: replacement.directive, file: replacement.file, start: replacement.node.start };
}

function readFieldPaths(target: Placed): readonly { readonly text: string; readonly place: Placed }[] {
  const list = optional(target, 'fieldPaths');
  if (list?.node.kind !== 'sequence' || list.node.items.length === 0) {
    return [{ text: 'metadata.name', place: target }];
  }
  return list.node.items.map((item, index) => ({ text: decodedText(item), place: child(list, index) }));
}

interface FieldWrite {
  readonly root: V3Node;
  readonly resource: Resource;
  readonly fieldPath: string;
  readonly place: Placed;
  readonly target: Placed;
  readonly options: FieldOptions;
}

function writeField(application: Application, write: FieldWrite): void {
  const { context, value } = application;
  const { root, resource, fieldPath, place, options } = write;
  const path = splitFieldPath(fieldPath);
  const create = options.create ? value.current().kind : undefined;
  const structured = writeInText(root, path, create, node => writeIntoText(node, value, resource));
  if (structured !== undefined) {
    setText(structured.scalar, structured.text, directiveFor(application));
    const { node, location } = place;
    context.effects.push({ kind: 'replacement-in-text', location, node, selected: 1, changed: undefined });
    return;
  }
  const unread = create === undefined ? undefined : path.find(isUnreadField);
  if (unread !== undefined && isMissing(matchPath(root, path, undefined))) {
    report(context, 'resource.bad-key', { key: unread }, place.location, [resource.location]);
    return;
  }
  const found = matchPath(root, path, create);
  if (isMissing(found)) {
    const params = { fieldPath, resource: formatId(resource.id), create: options.create };
    report(context, 'replacement.target-field-missing', params, place.location);
    return;
  }
  for (const node of found) writeNode(application, write, node, path);
}

function isMissing(found: ReturnType<typeof matchPath>): found is readonly [] | typeof failed {
  return found === failed || found.length === 0;
}

/** A step that a field would be made for, under a name that kustomize cannot read back; numbers lead into lists. */
function isUnreadField(step: string): boolean {
  return isUnreadKey(step) && !/^[-+]?\d+$/.test(step);
}

/** The whole text is blamed on the value that was written into it. */
function directiveFor(application: Application): Directive {
  const { value } = application;
  const node = value.current();
  if (node.kind === 'scalar') return value.directive(node);
  const copies = scalarsOf(node).flatMap(scalar => value.directive(scalar).copies ?? []);
  return { ...directiveOf(application), copies };
}

function scalarsOf(node: YamlNode): readonly Scalar[] {
  if (node.kind === 'scalar') return [node];
  return (node.kind === 'mapping' ? node.values : node.items).flatMap(scalarsOf);
}

function writeIntoText(target: V3Node, value: Value, { file }: Resource): void {
  if (target.kind === 'scalar') target.text = textOf(value.current());
  else setNode(target, value.current(), value.directive, file);
}

/** The text of a Go node: empty for collections. */
function textOf(node: YamlNode): string {
  return node.kind === 'scalar' ? node.text : '';
}

function writeNode(
  application: Application,
  write: FieldWrite,
  target: V3Node,
  path: readonly string[],
): void {
  const { context, value, misfits } = application;
  const { root, resource, fieldPath, place, options } = write;
  if (target.kind === 'scalar') {
    const text = textOf(value.current());
    const written = options.delimiter === '' ? text : joined(target.text, text, options);
    const sharers = sharersOf(root, target);
    const scalar = setText(target, written, directiveFor(application));
    for (const sharer of sharers) setText(sharer, written, directiveFor(application));
    // Annotations are strings in the end, whatever stands there.
    const isAnnotation = path[0] === 'metadata' && path[1] === 'annotations';
    if (!isAnnotation && isMisfit(target.tag, written)) misfits.push({ scalar, fieldPath, place });
  } else if (options.delimiter === '') setNode(target, value.current(), value.directive, resource.file);
  else {
    const params = { fieldPath, resource: formatId(resource.id) };
    report(context, 'replacement.target-not-scalar', params, place.location);
  }
}

/** The text with one of its parts replaced, or one more before or behind them. */
function joined(text: string, part: string, { delimiter, index }: FieldOptions): string {
  const parts = text.split(delimiter);
  if (index < 0) return [part, ...parts].join(delimiter);
  if (index >= parts.length) return [...parts, part].join(delimiter);
  return parts.with(index, part).join(delimiter);
}

/** Reports what the end of the transformer leaves that cannot be read back, as long as nobody writes over it later. */
function reportMisfits(
  context: BuildContext,
  misfits: readonly Misfit[],
  resources: readonly Resource[],
): void {
  for (const { scalar, fieldPath, place } of misfits) {
    const resource = resources.find(({ node }) => holds(node, scalar));
    // What serves only the build never gets printed, nor read back.
    if (resource === undefined || isLocalConfig(resource)) continue;
    const type = shortTag(scalar.tag ?? '').replace('!!', '');
    const params = { fieldPath, resource: formatId(resource.id), type };
    report(context, 'replacement.wrong-value-type', params, place.location);
  }
}

function holds(node: YamlNode, scalar: Scalar): boolean {
  if (node.kind === 'scalar') return node === scalar;
  return (node.kind === 'mapping' ? node.values : node.items).some(child => holds(child, scalar));
}
