import { join } from 'node:path';

/** Where one control plane keeps its files and listens; all of it on 127.0.0.1. */
export interface Layout {
  /** The program with every part in it. */
  readonly program: string;
  readonly folder: string;
  readonly etcdPort: number;
  readonly etcdPeerPort: number;
  readonly apiPort: number;
  /** Of the kubelet that kwok plays for all nodes. */
  readonly kubeletPort: number;
}

/** Made by the API server itself at its first start; its own authority too. */
export const certificateFile = (layout: Layout) => join(layout.folder, 'certificates', 'apiserver.crt');
const certificateKeyFile = (layout: Layout) => join(layout.folder, 'certificates', 'apiserver.key');
export const serviceAccountKeyFile = (layout: Layout) => join(layout.folder, 'service-account.key');
export const auditPolicyFile = (layout: Layout) => join(layout.folder, 'audit-policy.json');
export const auditLogFile = (layout: Layout) => join(layout.folder, 'audit.log');
export const stagesFile = (layout: Layout) => join(layout.folder, 'stages.yaml');
/** The kubeconfig of a user or a part. */
export const kubeconfigFile = (layout: Layout, identity: string) =>
  join(layout.folder, `${identity}.kubeconfig`);

/** The kinds by which logs, exec and port-forward of fake pods are steered at run time. */
export const kwokKinds = [
  'ClusterAttach',
  'ClusterExec',
  'ClusterLogs',
  'ClusterPortForward',
  'ClusterResourceUsage',
  'Attach',
  'Exec',
  'Logs',
  'Metric',
  'PortForward',
  'ResourceUsage',
];

/** etcd and kube-apiserver of envtest take the place of the built ones where KUBEBUILDER_ASSETS names their folder. */
function programFor(layout: Layout, part: string): string[] {
  const assets = process.env['KUBEBUILDER_ASSETS'];
  const own = assets && (part === 'etcd' || part === 'kube-apiserver');
  return own ? [join(assets, part)] : [layout.program, part];
}

export function etcdArguments(layout: Layout): string[] {
  const client = `http://127.0.0.1:${layout.etcdPort}`;
  const peer = `http://127.0.0.1:${layout.etcdPeerPort}`;
  return [
    ...programFor(layout, 'etcd'),
    `--data-dir=${join(layout.folder, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

export function apiServerArguments(layout: Layout, audit: boolean, extra: readonly string[]): string[] {
  return [
    ...programFor(layout, 'kube-apiserver'),
    `--etcd-servers=http://127.0.0.1:${layout.etcdPort}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${layout.apiPort}`,
    `--cert-dir=${join(layout.folder, 'certificates')}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${serviceAccountKeyFile(layout)}`,
    `--service-account-signing-key-file=${serviceAccountKeyFile(layout)}`,
    `--token-auth-file=${join(layout.folder, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--allow-privileged=true',
    '--endpoint-reconciler-type=none',
    '--kubelet-preferred-address-types=InternalIP',
    '--profiling=false',
    ...(audit
      ? [
          `--audit-policy-file=${auditPolicyFile(layout)}`,
          `--audit-log-path=${auditLogFile(layout)}`,
          // Never rotated, so that one file tells it all.
          '--audit-log-maxsize=100000',
        ]
      : []),
    ...extra,
  ];
}

export function controllerManagerArguments(layout: Layout): string[] {
  return [
    layout.program,
    'kube-controller-manager',
    `--kubeconfig=${kubeconfigFile(layout, 'kube-controller-manager')}`,
    `--service-account-private-key-file=${serviceAccountKeyFile(layout)}`,
    `--root-ca-file=${certificateFile(layout)}`,
    ...unthrottled,
  ];
}

export function schedulerArguments(layout: Layout): string[] {
  return [
    layout.program,
    'kube-scheduler',
    `--kubeconfig=${kubeconfigFile(layout, 'kube-scheduler')}`,
    ...unthrottled,
  ];
}

/** Without these a big cluster fills at 15 pods a second. */
const unthrottled = [
  '--kube-api-qps=1000',
  '--kube-api-burst=2000',
  '--leader-elect=false',
  '--secure-port=0',
  '--profiling=false',
];

export function kwokArguments(layout: Layout): string[] {
  return [
    layout.program,
    'kwok',
    `--kubeconfig=${kubeconfigFile(layout, 'kwok')}`,
    `--config=${stagesFile(layout)}`,
    `--enable-crds=${kwokKinds.join(',')}`,
    '--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake',
    '--node-ip=127.0.0.1',
    '--node-name=localhost',
    `--node-port=${layout.kubeletPort}`,
    `--server-address=127.0.0.1:${layout.kubeletPort}`,
    // The API server speaks TLS to kubelets and does not check the name.
    `--tls-cert-file=${certificateFile(layout)}`,
    `--tls-private-key-file=${certificateKeyFile(layout)}`,
    '--node-lease-duration-seconds=40',
  ];
}
