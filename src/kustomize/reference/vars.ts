import { isClusterScoped } from '../../schema/openapi.ts';
import type { Accumulated } from '../accumulate/accumulation.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { readGvk } from '../config/readFieldSpecs.ts';
import { field, items, type Kustomization, textOf } from '../load/kustomization.ts';
import {
  effectiveNamespace,
  type Gvk,
  parseApiVersion,
  type Resource,
  type ResourceId,
} from '../resource.ts';
import { anyId } from '../resourceSet.ts';
import type { Var } from './var.ts';

/**
 * Takes the `vars` of a kustomization in, and marks the object that each one speaks of, so that it is found again under
 * whatever name. A name that is taken and a reference that fits several objects are reported.
 */
export function collectVars(
  context: BuildContext,
  kustomization: Kustomization,
  gathered: Accumulated,
): Accumulated {
  let { resources } = gathered;
  const vars = [...gathered.vars];
  for (const { node, location } of items(kustomization, 'vars')) {
    const name = textOf(field(node, 'name'));
    const target = targetOf(field(node, 'objref'));
    const matches = resources.filter(resource => anyId(resource, id => isTarget(id, target)));
    const [match] = matches;
    if (matches.length > 1) {
      const related = matches.map(resource => resource.location);
      report(context, 'var.ambiguous', { name }, location, related);
    } else if (match !== undefined) {
      const marked: Resource = { ...match, varNames: [...match.varNames, name] };
      resources = resources.map(resource => (resource === match ? marked : resource));
    }
    if (vars.some(other => other.name === name)) report(context, 'var.duplicate', { name }, location);
    else {
      const fieldPath = textOf(field(field(node, 'fieldref'), 'fieldPath')) || 'metadata.name';
      const entry = { file: kustomization.file, start: node.start };
      const text = [target.kind, target.name].filter(Boolean).join('/');
      vars.push({ name, target: text, fieldPath, location, entry });
    }
  }
  return { ...gathered, resources, vars };
}

/** The variables of several bases together; a name that two of them have is reported. */
export function uniteVars(context: BuildContext, lists: readonly (readonly Var[])[]): readonly Var[] {
  const united: Var[] = [];
  for (const list of lists) {
    for (const one of list) {
      const isTaken = united.some(({ name }) => name === one.name);
      if (isTaken) report(context, 'var.duplicate', { name: one.name }, one.location);
      else united.push(one);
    }
  }
  return united;
}

interface VarTarget extends Gvk {
  readonly name: string;
  readonly namespace: string;
}

function targetOf(node: ReturnType<typeof field>): VarTarget {
  const apiVersion = textOf(field(node, 'apiVersion'));
  const gvk = { group: '', version: '', kind: '', ...readGvk(node) };
  const named = apiVersion === '' ? gvk : { ...gvk, ...parseApiVersion(apiVersion) };
  if (apiVersion !== '' && !apiVersion.includes('/')) named.group = gvk.group;
  return { ...named, name: textOf(field(node, 'name')), namespace: textOf(field(node, 'namespace')) };
}

/** An empty namespace means any, as long as the kind is not certainly cluster-scoped. */
function isTarget(id: ResourceId, target: VarTarget): boolean {
  const same =
    id.name === target.name &&
    id.group === target.group &&
    id.version === target.version &&
    id.kind === target.kind;
  if (!same || (target.namespace === '' && !isClusterScoped(target))) return same;
  return effectiveNamespace(id) === effectiveNamespace(target);
}
