import type { Scalar, YamlNode } from '../../yaml/node.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import type { Accumulated } from '../accumulate/accumulation.ts';
import { type BuildContext, report, reportNotFound } from '../buildContext.ts';
import { formatId, type Resource, withNode } from '../resource.ts';
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
  const values = new Map<string, Scalar>();
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

function valueFor(context: BuildContext, variable: Var, resources: readonly Resource[]): Scalar | undefined {
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
  return value?.kind === 'scalar' ? value : undefined;
}

function replaceIn(node: YamlNode, values: ReadonlyMap<string, Scalar>, fail: () => void): YamlNode {
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
function replaceText(node: Scalar, values: ReadonlyMap<string, Scalar>): Scalar {
  if (!node.text.includes('$')) return node;
  const alone = /^\$\(([^)]*)\)$/.exec(node.text);
  const whole = alone === null ? undefined : values.get(alone[1] ?? '');
  if (whole !== undefined) return typed(node, whole);
  let source: Scalar | undefined;
  const text = node.text.replace(/\$(?:\$|\(([^)]*)\))/g, (match, name: string | undefined) => {
    if (name === undefined) return '$';
    const value = values.get(name);
    source ??= value;
    return value === undefined ? match : value.text;
  });
  if (text === node.text) return node;
  return setString(node, text, directiveOf(source ?? node, node));
}

function typed(node: Scalar, value: Scalar): Scalar {
  const directive = directiveOf(value, node);
  return isString(value) ? setString(node, value.text, directive) : setPlain(node, value.text, directive);
}

/** A variable's text follows whatever set the field it is taken from. */
function directiveOf(value: Scalar, fallback: Scalar) {
  const { from } = value;
  if ('directive' in from) return { name: 'vars', file: from.file, start: from.start };
  return { name: 'vars', file: from, start: value.start < 0 ? fallback.start : value.start };
}
