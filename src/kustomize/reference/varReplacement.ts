import type { Copy, Scalar, YamlNode } from '../../yaml/node.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import type { Accumulated } from '../accumulate/accumulation.ts';
import { type BuildContext, report, reportNotFound } from '../buildContext.ts';
import { formatId, isSecretData, type Resource, withNode } from '../resource.ts';
import { mapItems, specsFor, updateField } from '../transform/fieldSpec.ts';
import { setPlain, setString } from '../transform/setScalar.ts';
import { lookUpPath, splitFieldPath } from './fieldPathText.ts';
import type { Var } from './vars.ts';

/** Puts the values of `vars` in the place of `$(NAME)`, in the fields that are configured for it. */
export function resolveVars(
  context: BuildContext,
  resources: readonly Resource[],
  { vars, config }: Accumulated,
): readonly Resource[] {
  const values = new Map<string, Copy>();
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

function valueFor(context: BuildContext, variable: Var, resources: readonly Resource[]): Copy | undefined {
  const { name, fieldPath, location } = variable;
  const source = resources.find(resource => resource.varNames.includes(name));
  if (source === undefined) {
    reportNotFound(context, 'var.not-found', { name }, location);
    return undefined;
  }
  const steps = splitFieldPath(fieldPath).flatMap(
    step => /^(.*?)\[(\d+)\]$/.exec(step)?.slice(1).filter(Boolean) ?? step,
  );
  const value = lookUpPath(source.node, steps);
  if (value === undefined) report(context, 'var.bad-field', { name, fieldPath }, location);
  if (value?.kind !== 'scalar') return undefined;
  return { scalar: value, isSecret: isSecretData(source.id, steps) };
}

function replaceIn(node: YamlNode, values: ReadonlyMap<string, Copy>, fail: () => void): YamlNode {
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
  return resolveScalar(node).type === 'string';
}

/** `$(NAME)` alone takes the type of the value; within other text it takes its text. `$$` stands for one `$`. */
function replaceText(node: Scalar, values: ReadonlyMap<string, Copy>): Scalar {
  if (!node.text.includes('$')) return node;
  const alone = /^\$\(([^)]*)\)$/.exec(node.text);
  const whole = alone === null ? undefined : values.get(alone[1] ?? '');
  if (whole !== undefined) return typed(node, whole);
  const copies: Copy[] = [];
  const text = node.text.replace(/\$(?:\$|\(([^)]*)\))/g, (match, name: string | undefined) => {
    if (name === undefined) return '$';
    const value = values.get(name);
    if (value === undefined) return match;
    copies.push(value);
    return value.scalar.text;
  });
  if (text === node.text) return node;
  return setString(node, text, { ...directiveOf(copies[0]?.scalar ?? node, node), copies });
}

function typed(node: Scalar, value: Copy): Scalar {
  const { scalar } = value;
  const directive = { ...directiveOf(scalar, node), copies: [value] };
  return isString(scalar) ? setString(node, scalar.text, directive) : setPlain(node, scalar.text, directive);
}

/** A variable's text follows whatever set the field it is taken from. */
function directiveOf(value: Scalar, fallback: Scalar) {
  const { from } = value;
  if ('directive' in from) return { name: 'vars', file: from.file, start: from.start };
  return { name: 'vars', file: from, start: value.start < 0 ? fallback.start : value.start };
}
