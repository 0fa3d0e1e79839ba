import { keyAt, valueAt } from '../../yaml/location.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { field, type Kustomization, keyOf, textOf } from '../load/kustomization.ts';
import { formatId, idKey, type Resource } from '../resource.ts';
import { legacyOrder } from './legacyOrder.ts';

/** The order of the output as the root's `sortOptions` has it: `legacy`, which is the default, or `fifo`. */
export function sortOutput(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
): readonly Resource[] {
  reportEqual(context, resources);
  const options = field(kustomization.node, 'sortOptions');
  if (options === undefined) {
    return context.options.order === 'legacy' ? legacyOrder(resources) : resources;
  }
  const key = keyOf(kustomization.node, 'sortOptions') ?? 'sortOptions';
  const order = textOf(field(options, 'order'));
  const legacy = field(options, 'legacySortOptions');
  if (order !== 'legacy' && order !== 'fifo') {
    report(context, 'sort.bad-order', { order }, valueAt(kustomization.file, [key, 'order']));
  } else if (order === 'fifo' && legacy !== undefined) {
    report(context, 'sort.options-without-legacy', {}, keyAt(kustomization.file, [key, 'legacySortOptions']));
  } else if (order === 'legacy') {
    return legacy === undefined
      ? legacyOrder(resources)
      : legacyOrder(resources, kinds(legacy, 'orderFirst'), kinds(legacy, 'orderLast'));
  }
  return resources;
}

/** Reports objects that got the same id by patches or replacements: the official tool falls over them in the end. */
function reportEqual(context: BuildContext, resources: readonly Resource[]): void {
  const seen = new Map<string, Resource>();
  // A namespace that makes objects equal is told of where it stands.
  if (context.problems.some(({ code }) => code === 'namespace.conflict')) return;
  for (const resource of resources) {
    const key = idKey(resource.id);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, resource);
    else {
      const related = [first.location, resource.location];
      report(context, 'resource.duplicate', { id: formatId(resource.id) }, resource.location, related);
    }
  }
}

function kinds(options: ReturnType<typeof field>, name: string): readonly string[] {
  const list = field(options, name);
  return list?.kind === 'sequence' ? list.items.map(textOf) : [];
}
