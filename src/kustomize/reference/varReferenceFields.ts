import { type FieldSpec, fieldPath } from '../transform/fieldSpec.ts';

function spec(kind: string | undefined, path: string): FieldSpec {
  return { ...(kind === undefined ? {} : { kind }), path: fieldPath(path), create: false };
}

/** Kinds with containers: where their pod spec is, and where volumes may name an NFS server. */
const workloads: readonly (readonly [kind: string, podSpec: string, nfs: string])[] = [
  ['Pod', 'spec', 'spec/volumes'],
  ...['DaemonSet', 'Deployment', 'Job', 'ReplicaSet'].map(
    kind => [kind, 'spec/template/spec', 'spec/template/spec/volumes'] as const,
  ),
  ['StatefulSet', 'spec/template/spec', 'spec/volumeClaimTemplates/spec'],
  // The path that kustomize has for CronJob lacks a `spec`, and so never leads anywhere.
  ['CronJob', 'spec/jobTemplate/spec/template/spec', 'spec/jobTemplate/spec/template/volumes'],
];

/** Kustomize's built-in list of fields in which `$(NAME)` stands for a var (v5.8.1). */
export const varReferences: readonly FieldSpec[] = [
  ...workloads.flatMap(([kind, podSpec, nfs]) => [
    ...['containers', 'initContainers'].flatMap(containers =>
      ['args', 'command', 'env/value', 'volumeMounts/mountPath'].map(field =>
        spec(kind, `${podSpec}/${containers}/${field}`),
      ),
    ),
    spec(kind, `${nfs}/nfs/server`),
  ]),
  spec('Deployment', 'spec/template/metadata/annotations'),
  ...['spec/rules/host', 'spec/tls/hosts', 'spec/tls/secretName'].map(path => spec('Ingress', path)),
  ...['spec/ports/port', 'spec/ports/targetPort'].map(path => spec('Service', path)),
  spec('PersistentVolume', 'spec/nfs/server'),
  ...['metadata/labels', 'metadata/annotations'].map(path => spec(undefined, path)),
];
