/** A kind as KEP-3659 writes it: `Deployment.apps`, `Secret`. */
export function groupKind(apiVersion: string, kind: string): string {
  const [group] = apiVersion.split('/').slice(0, -1);
  return group === undefined ? kind : `${kind}.${group}`;
}

/** Objects that others are lost with. */
const guardedKinds = new Set([
  'Namespace',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'CustomResourceDefinition.apiextensions.k8s.io',
]);

/** Whether others are lost with an object of a kind: a Namespace, a claim, a volume, a definition. */
export function isGuardedKind(apiVersion: string, kind: string): boolean {
  return guardedKinds.has(groupKind(apiVersion, kind));
}
