import type { BuildResult } from '../../../kustomize/build.ts';
import type { Effect } from '../../../kustomize/effect.ts';
import { scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import type { Resource } from '../../../kustomize/resource.ts';
import { get, getIn, isSetting, type Scalar, textAt } from '../../../yaml/node.ts';
import { resolveScalar } from '../../../yaml/resolve.ts';
import { writtenAt } from '../graph/writtenAt.ts';
import type { BuildRule } from '../rule.ts';
import { isTemplated } from '../templated.ts';

/**
 * A count of replicas, in an entry of `replicas`, a manifest or a patch, for a workload that an autoscaler of the same
 * build counts: each apply takes its count back. A count of zero is how an autoscaler is paused.
 */
export const replicasAutoscaled: BuildRule<'replicas.autoscaled'> = {
  code: 'replicas.autoscaled',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    const scalers = result.resources.filter(isAutoscaler);
    if (scalers.length === 0) return;
    for (const workload of result.resources) {
      const count = getIn(workload.node, ['spec', 'replicas']);
      if (count?.kind !== 'scalar' || count.text === '0' || isTemplated(count.text)) continue;
      const scaler = scalers.find(each => scales(each, workload));
      if (scaler === undefined || resolveScalar(count).type === 'null') continue;
      const entry = entryOf(count, result);
      const params = { name: workload.id.name, scaler: scaler.id.kind };
      if (entry === undefined) {
        const { location, related } = writtenAt(count);
        report(params, location, [...related, scaler.location]);
      } else {
        const name = textOf(scalarField(entry.node, 'name'));
        report({ ...params, name, isEntry: true }, entry.location, [scaler.location]);
      }
    }
  },
};

/** The entry of `replicas` that set a count. */
function entryOf({ from }: Scalar, { effects }: BuildResult): Effect | undefined {
  if (!isSetting(from)) return undefined;
  const { directive, file } = from;
  return effects.find(
    ({ kind, location }) =>
      kind === 'replicas' && location.uri === file.uri && directive === `replicas[${location.path[1]}].count`,
  );
}

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
