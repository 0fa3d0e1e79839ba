import { goInteger, resolveScalar } from '../../yaml/resolve.ts';
import { type BuildContext, report, reportNotFound } from '../buildContext.ts';
import { type Item, items, type Kustomization, scalarField, textOf } from '../load/kustomization.ts';
import { nearestName } from '../load/paths.ts';
import { formatId, isSelected, type Resource, withNode } from '../resource.ts';
import { anyId } from '../resourceSet.ts';
import { type FieldSpec, updateField } from './fieldSpec.ts';
import { setTagged } from './setScalar.ts';

const intTag = 'tag:yaml.org,2002:int';

/** `replicas`: the count of workloads that have or once had this name; one that finds none is an error. */
export function setReplicas(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
  specs: readonly FieldSpec[],
): readonly Resource[] {
  return items(kustomization, 'replicas').reduce(
    (current, item) => setCount(context, kustomization, current, specs, item),
    resources,
  );
}

function setCount(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
  specs: readonly FieldSpec[],
  item: Item,
): readonly Resource[] {
  const name = textOf(scalarField(item.node, 'name'));
  const count = scalarField(item.node, 'count');
  const text = goInteger((count?.text ?? '0').replaceAll('_', '')) ?? '0';
  const directive = {
    name: `replicas[${String(item.location.path[1])}].count`,
    file: kustomization.file,
    start: count?.start ?? item.node.start,
  };
  let selected = 0;
  const written = new Set<Resource>();
  const changed = resources.map(resource => {
    const concerned = specs.filter(spec => anyId(resource, id => id.name === name && isSelected(id, spec)));
    if (concerned.length === 0) return resource;
    selected += 1;
    const mismatch = () =>
      report(
        context,
        'transformer.bad-field',
        { resource: formatId(resource.id), field: 'replicas' },
        item.location,
        [resource.location],
      );
    const node = concerned.reduce<Resource['node']>((current, spec) => {
      if (!isSelected(resource.id, spec)) return current;
      return updateField(current, spec.path, spec.create, {
        set: old => {
          const previous = old?.kind === 'scalar' ? old : undefined;
          // What was a text in quotes stays one.
          const count = setTagged(previous, text, intTag, directive);
          if (previous?.text !== text || resolveScalar(previous).type !== resolveScalar(count).type)
            written.add(resource);
          return count;
        },
        mismatch,
        leaf: 'scalar',
      }) as Resource['node'];
    }, resource.node);
    return withNode(resource, node);
  });
  const { location, node } = item;
  context.effects.push({ kind: 'replicas', location, node, selected, changed: written.size });
  if (selected === 0) reportNoMatch(context, name, resources, specs, item);
  return changed;
}

function reportNoMatch(
  context: BuildContext,
  name: string,
  resources: readonly Resource[],
  specs: readonly FieldSpec[],
  item: Item,
): void {
  const names = resources
    .filter(resource => specs.some(spec => isSelected(resource.id, spec)))
    .map(resource => resource.previous[0]?.name ?? resource.id.name);
  const nearest = nearestName(name, names);
  const location = { ...item.location, path: [...item.location.path, 'name'] };
  reportNotFound(
    context,
    'replicas.no-match',
    { name, ...(nearest === undefined ? {} : { nearest }) },
    location,
  );
}
