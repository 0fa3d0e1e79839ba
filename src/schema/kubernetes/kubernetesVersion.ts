/** A minor release of Kubernetes. */
export type KubernetesVersion = readonly [major: number, minor: number];

/** Reads `1.29`, `v1.29.3` or `1.29+`, as people and servers write it; `undefined` for anything else. */
export function parseKubernetesVersion(text: string): KubernetesVersion | undefined {
  const match = /^v?(\d+)\.(\d+)(?:[.+-].*)?$/.exec(text.trim());
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

/** Whether a release is `since`, as the table of removed versions names it, or a later one. */
export function isAtLeast(version: KubernetesVersion, since: string): boolean {
  const [major = 0, minor = 0] = since.split('.').map(Number);
  return version[0] === major ? version[1] >= minor : version[0] > major;
}
