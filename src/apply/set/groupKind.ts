/** A kind as KEP-3659 writes it: `Deployment.apps`, `Secret`. */
export function groupKind(apiVersion: string, kind: string): string {
  const [group] = apiVersion.split('/').slice(0, -1);
  return group === undefined ? kind : `${kind}.${group}`;
}
