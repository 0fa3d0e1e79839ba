import { scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import type { Resource } from '../../../kustomize/resource.ts';
import { get, getIn, isSetting, textAt } from '../../../yaml/node.ts';
import type { BuildRule } from '../rule.ts';

/**
 * An entry of `replicas` for a workload that an autoscaler of the same build counts: each apply takes its count back.
 * A count of zero is how an autoscaler is paused.
 */
export const replicasAutoscaled: BuildRule<'replicas.autoscaled'> = {
  code: 'replicas.autoscaled',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    const entries = result.effects.filter(({ kind }) => kind === 'replicas');
    if (entries.length === 0) return;
    const scalers = result.resources.filter(isAutoscaler);
    if (scalers.length === 0) return;
    for (const workload of result.resources) {
      const count = getIn(workload.node, ['spec', 'replicas']);
      if (count?.kind !== 'scalar' || !isSetting(count.from) || count.text === '0') continue;
      const scaler = scalers.find(each => scales(each, workload));
      const { directive, file } = count.from;
      const entry = entries.find(
        ({ location }) => location.uri === file.uri && directive === `replicas[${location.path[1]}].count`,
      );
      if (scaler === undefined || entry === undefined) continue;
      const name = textOf(scalarField(entry.node, 'name'));
      report({ name, scaler: scaler.id.kind }, entry.location, [scaler.location]);
    }
  },
};

function isAutoscaler({ id }: Resource): boolean {
  return (
    (id.group === 'autoscaling' && id.kind === 'HorizontalPodAutoscaler') ||
    (id.group === 'keda.sh' && id.kind === 'ScaledObject')
  );
}

function scales(scaler: Resource, { id }: Resource): boolean {
  const target = getIn(scaler.node, ['spec', 'scaleTargetRef']);
  const kind =
    get(target, 'kind') === undefined && scaler.id.group === 'keda.sh'
      ? 'Deployment'
      : textAt(target, 'kind');
  return kind === id.kind && textAt(target, 'name') === id.name && scaler.id.namespace === id.namespace;
}
