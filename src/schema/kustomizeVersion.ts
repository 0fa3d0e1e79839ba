/** A release of kustomize: major, minor, patch. Where nobody named a patch it is the newest there may be. */
export type KustomizeVersion = readonly [major: number, minor: number, patch: number];

/**
 * The kustomize that a minor version of kubectl has built in, from the go.mod of k8s.io/kubectl: 1.28 to 1.30 have a
 * commit on the way to 5.0.4. The patch releases of a minor version do not differ.
 */
const inKubectl: Readonly<Record<string, KustomizeVersion>> = {
  '1.23': [4, 4, 1],
  '1.24': [4, 5, 4],
  '1.25': [4, 5, 7],
  '1.26': [4, 5, 7],
  '1.27': [5, 0, 1],
  '1.28': [5, 0, 4],
  '1.29': [5, 0, 4],
  '1.30': [5, 0, 4],
  '1.31': [5, 4, 2],
  '1.32': [5, 5, 0],
  '1.33': [5, 6, 0],
  '1.34': [5, 7, 1],
  '1.35': [5, 7, 1],
  '1.36': [5, 8, 1],
  '1.37': [5, 8, 1],
};

/** Of releases before this one, the kustomize in the oldest kubectl here, nobody noted which fields they lack. */
const oldest = '4.4.1';

/**
 * Reads `5.4.2`, `v5.4.2`, `5.4` or `kubectl 1.29` (also with a patch). `undefined` for what is none of these, and for
 * releases that are older, or a kubectl that is newer, than those that are known.
 */
export function parseKustomizeVersion(text: string): KustomizeVersion | undefined {
  const match = /^(kubectl\s+)?v?(\d+)\.(\d+)(?:\.(\d+)(?:[-+][\w.+-]*)?)?$/i.exec(text.trim());
  if (match === null) return undefined;
  const [, kubectl, major, minor, patch] = match;
  if (kubectl !== undefined) return inKubectl[`${major}.${minor}`];
  const version: KustomizeVersion = [
    Number(major),
    Number(minor),
    patch === undefined ? Number.POSITIVE_INFINITY : Number(patch),
  ];
  return isOlder(version, oldest) ? undefined : version;
}

/** Whether a version comes before `since`, a release as the field table names it: `5.7`, `4.5.5`. */
export function isOlder(version: KustomizeVersion, since: string): boolean {
  const [major = 0, minor = 0, patch = 0] = since.split('.').map(Number);
  if (version[0] !== major) return version[0] < major;
  return version[1] !== minor ? version[1] < minor : version[2] < patch;
}

/** As people write it, without a patch where nobody named one. */
export function versionText(version: KustomizeVersion): string {
  return version.filter(Number.isFinite).join('.');
}
