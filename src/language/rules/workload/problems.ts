/** Rules about pods and what makes them. */
export interface WorkloadProblems {
  /** A selector of a workload that its own pods do not satisfy; `has` is the value that they have. */
  'workload.selector-mismatch': { readonly label: string; readonly value: string; readonly has?: string };
  /** `nearest` is a container of the pod that a patch was probably to change. */
  'workload.no-image': { readonly container: string; readonly nearest?: string };
  /** A probe or lifecycle handler that names a port which its container does not declare. */
  'workload.no-such-port': { readonly port: string; readonly nearest?: string };
  'workload.no-volume': { readonly volume: string; readonly nearest?: string };
  'workload.duplicate-name': { readonly what: 'container' | 'port' | 'volume'; readonly name: string };
  'workload.duplicate-env': { readonly name: string };
}
