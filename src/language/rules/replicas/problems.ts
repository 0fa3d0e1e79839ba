/** Rules about `replicas`. */
export interface ReplicasProblems {
  /** A count for a workload that an autoscaler counts; `scaler` is its kind. `isEntry` where `replicas` sets the count. */
  'replicas.autoscaled': { readonly name: string; readonly scaler: string; readonly isEntry?: true };
  /** An entry without a count, which means zero. */
  'replicas.no-count': { readonly name: string };
  /** An entry that sets the count that is there already. */
  'replicas.no-effect': { readonly name: string; readonly count: string };
}
