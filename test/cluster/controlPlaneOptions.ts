/** What a test may want different. */
export interface ControlPlaneOptions {
  /** The name of the context and the cluster in the kubeconfigs; `kubewright-test` where absent. */
  readonly name?: string;
  /** Write the audit log; on where absent. */
  readonly audit?: boolean;
  /** Play nodes and run their pods; on where absent. */
  readonly kwok?: boolean;
  /** Further flags of the kube-apiserver. */
  readonly apiServerArgs?: readonly string[];
}
