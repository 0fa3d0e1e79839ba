/** How far an object is on its way to what its spec asks for, as kstatus of cli-utils names it. */
export interface ObjectStatus {
  readonly status: 'Current' | 'InProgress' | 'Failed' | 'Terminating';
  /** One word, Kubernetes' own where there is one; empty where nothing needs saying. */
  readonly reason: string;
  /** What its controller says of it; empty where it says nothing. */
  readonly message: string;
}
