/** An object as the server will know it. */
export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  /** `undefined` for cluster-scoped objects. */
  readonly namespace: string | undefined;
  readonly name: string;
}

/** An object for people: `Deployment prod/web`, `Namespace prod`. */
export function describeObject({ kind, namespace, name }: Omit<ObjectName, 'apiVersion'>): string {
  return [kind, namespace === undefined || name === '' ? name : `${namespace}/${name}`].join(' ').trim();
}
