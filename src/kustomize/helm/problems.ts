/** Why helm did not do what was asked of it. */
export interface HelmFailures {
  /** Nobody allowed running helm here. */
  'helm.not-run': { readonly chart: string };
  'helm.no-program': { readonly command: string };
  /** The user ended it. */
  'helm.cancelled': { readonly chart: string };
  'helm.timeout': { readonly chart: string; readonly seconds: number };
  /** `reason` is the last line of what helm said. */
  'helm.failed': { readonly chart: string; readonly reason: string };
}

/** One of them as data. */
export type HelmFailure = {
  [Code in keyof HelmFailures]: { readonly code: Code; readonly params: HelmFailures[Code] };
}[keyof HelmFailures];

/** What can be wrong with an entry of `helmCharts`. */
export interface HelmProblems extends HelmFailures {
  'helm.no-name': Record<never, never>;
  'helm.bad-values-merge': { readonly text: string };
  /** The chart stands nowhere and no repository is named. */
  'helm.no-chart': { readonly chart: string; readonly path: string };
  /** A values file, or what is merged into it, is no mapping. */
  'helm.bad-values': { readonly path: string };
  /** The official tool loses what aliases stand for where inline values meet them. */
  'helm.values-alias': { readonly path: string };
  /** What helm printed holds no objects. */
  'helm.bad-output': { readonly chart: string };
  'helm.chart-too-large': { readonly chart: string; readonly limit: number };
}
