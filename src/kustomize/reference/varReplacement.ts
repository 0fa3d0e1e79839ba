import { type Copy, isSetting, type Scalar, type YamlNode } from '../../yaml/node.ts';
import { impliedTag } from '../../yaml/resolve.ts';
import { stringTag } from '../../yaml/stringStyle.ts';
import { tagOf } from '../../yaml/tagOf.ts';
import type { Accumulated } from '../accumulate/accumulation.ts';
import { type BuildContext, report, reportNotFound } from '../buildContext.ts';
import { formatId, isSecretData, type Resource, withNode } from '../resource.ts';
import { mapItems, specsFor, updateField } from '../transform/fieldSpec.ts';
import { type Directive, setString, setTagged } from '../transform/setScalar.ts';
import { lookUpPath, splitFieldPath } from './fieldPathText.ts';
import { type Typed, typedText } from './typedText.ts';
import type { Var } from './var.ts';

/** A value of a variable, with what stands for it alone and within other text. */
interface Value extends Typed {
  readonly copy: Copy;
  readonly by: Var['entry'];
}

/** Puts the values of `vars` in the place of `$(NAME)`, in the fields that are configured for it. */
export function resolveVars(
  context: BuildContext,
  resources: readonly Resource[],
  { vars, config }: Accumulated,
): readonly Resource[] {
  const values = new Map<string, Value>();
  for (const variable of vars) {
    const value = valueFor(context, variable, resources);
    if (value !== undefined) values.set(variable.name, value);
  }
  if (values.size === 0) return resources;
  return resources.map(resource => {
    const fail = () => {
      const params = { resource: formatId(resource.id), field: 'vars' };
      report(context, 'transformer.bad-field', params, resource.location);
    };
    let node: YamlNode = resource.node;
    for (const spec of specsFor(config.varReference, resource.id)) {
      node = updateField(node, spec.path, false, {
        set: value => replaceIn(value ?? resource.node, values, fail),
        mismatch: fail,
      });
    }
    return withNode(resource, node as Resource['node']);
  });
}

function valueFor(context: BuildContext, variable: Var, resources: readonly Resource[]): Value | undefined {
  const { name, fieldPath, location, entry: by } = variable;
  const source = resources.find(resource => resource.varNames.includes(name));
  if (source === undefined) {
    reportNotFound(context, 'var.not-found', { name, target: variable.target }, location);
    return undefined;
  }
  const steps = splitFieldPath(fieldPath).flatMap(
    step => /^(.*?)\[(\d+)\]$/.exec(step)?.slice(1).filter(Boolean) ?? step,
  );
  const value = lookUpPath(source.node, steps);
  const typed = value?.kind === 'scalar' ? typedText(tagOf(value), value.text) : undefined;
  if (value === undefined || (value.kind === 'scalar' && typed === undefined)) {
    report(context, 'var.bad-field', { name, fieldPath }, location);
  }
  if (value?.kind !== 'scalar' || typed === undefined) return undefined;
  return { ...typed, by, copy: { scalar: value, isSecret: isSecretData(source.id, steps) } };
}

function replaceIn(node: YamlNode, values: ReadonlyMap<string, Value>, fail: () => void): YamlNode {
  if (node.kind === 'scalar') return isString(node) ? replaceText(node, values) : node;
  if (node.kind === 'sequence') {
    return mapItems(node, item => {
      if (item.kind === 'scalar' && isString(item)) return replaceText(item, values);
      fail();
      return item;
    });
  }
  const entries = node.values.map(value =>
    value.kind === 'scalar' && isString(value) ? replaceText(value, values) : value,
  );
  return entries.some((value, index) => value !== node.values[index]) ? { ...node, values: entries } : node;
}

function isString(node: Scalar): boolean {
  const tag = tagOf(node);
  return tag === '!!str' || tag === '';
}

/** `$(NAME)` alone takes the type of the value; within other text it takes its text. `$$` stands for one `$`. */
function replaceText(node: Scalar, values: ReadonlyMap<string, Value>): Scalar {
  if (!node.text.includes('$')) return asString(node);
  const alone = /^\$\(([^)]*)\)$/.exec(node.text);
  const whole = alone === null ? undefined : values.get(alone[1] ?? '');
  if (whole !== undefined) return typed(node, whole);
  const used: Value[] = [];
  const text = node.text.replace(/\$(?:\$|\(([^)]*)\))/g, (match, name: string | undefined) => {
    if (name === undefined) return '$';
    const value = values.get(name);
    if (value === undefined) return match;
    used.push(value);
    return value.within;
  });
  if (text === node.text) return asString(node);
  return plain(setString(node, text, directiveOf(used, node)));
}

/** What is looked at is a string from then on. */
function asString(node: Scalar): Scalar {
  const isOther = node.tag === '' && node.style === 'plain' && impliedTag(node.text) !== stringTag;
  return isOther ? { ...node, tag: stringTag } : node;
}

function typed(node: Scalar, value: Value): Scalar {
  return plain(setTagged(node, value.text, value.tag, directiveOf([value], node)));
}

/** Quotes do not outlast a replacement, the type does. */
function plain(scalar: Scalar): Scalar {
  return { ...scalar, style: 'plain', tag: scalar.tag ?? stringTag };
}

/** A variable's text follows whatever set the field it is taken from; of several the first is named. */
function directiveOf(values: readonly Value[], fallback: Scalar): Directive {
  const [first] = values;
  const { from, start } = first?.copy.scalar ?? fallback;
  const place = isSetting(from)
    ? { file: from.file, start: from.start }
    : { file: from, start: start < 0 ? fallback.start : start };
  return { name: 'vars', ...place, ...(first && { by: first.by }), copies: values.map(({ copy }) => copy) };
}
