import { type BuildContext, report } from '../buildContext.ts';
import { field, items, type Kustomization, textOf } from '../load/kustomizationFile.ts';

/** Asks for the charts of `helmCharts` (and of its older form): the `helm` program renders them, never the engine. */
export function requestCharts(context: BuildContext, kustomization: Kustomization): void {
  for (const name of ['helmCharts', 'helmChartInflationGenerator']) {
    for (const { node, location } of items(kustomization, name)) {
      const chart = textOf(field(node, 'name')) || textOf(field(node, 'chartName'));
      const version = textOf(field(node, 'version')) || textOf(field(node, 'chartVersion'));
      context.needs.push({ kind: 'chart', name: chart, version: version === '' ? undefined : version });
      report(context, 'helm.not-run', { chart }, location);
    }
  }
}
