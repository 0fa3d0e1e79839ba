import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyAt } from './bootstrapObjects.ts';
import type { ControlPlane } from './controlPlane.ts';

/** Which pods a rule is for; without one, all. */
export interface PodSelector {
  readonly matchNamespaces?: readonly string[];
  readonly matchNames?: readonly string[];
}

/** What a fake node offers. */
export interface NodeOptions {
  readonly labels?: Readonly<Record<string, string>>;
  /** Quantities; 8 cpu, 32Gi memory and 110 pods where absent. */
  readonly resources?: Readonly<Record<string, string>>;
}

/** Makes nodes that kwok keeps ready; pods that are scheduled on them are running at once. */
export async function createNodes(
  controlPlane: ControlPlane,
  names: readonly string[],
  options: NodeOptions = {},
): Promise<void> {
  const resources = { cpu: '8', memory: '32Gi', pods: '110', ...options.resources };
  for (const name of names) {
    await applyAt(controlPlane.api, `/api/v1/nodes/${name}`, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        annotations: { 'kwok.x-k8s.io/node': 'fake' },
        labels: {
          'kubernetes.io/arch': 'amd64',
          'kubernetes.io/os': 'linux',
          'kubernetes.io/hostname': name,
          ...options.labels,
        },
      },
    });
    // The kubelet takes over what it finds in the status, and has invented plenty by itself otherwise.
    await applyAt(controlPlane.api, `/api/v1/nodes/${name}/status`, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name },
      status: { allocatable: resources, capacity: resources },
    });
  }
}

/** Leads the ports of pods to a server of this machine. */
export interface ForwardRule {
  /** Of the ClusterPortForward; the same name again replaces it. */
  readonly name: string;
  readonly selector?: PodSelector;
  /** Of the pods; all where absent. */
  readonly ports?: readonly number[];
  readonly target: { readonly address?: string; readonly port: number };
}

/** kwok knows the rule some milliseconds after this resolves; it never passes a FIN on to the target. */
export async function forwardPods(controlPlane: ControlPlane, rule: ForwardRule): Promise<void> {
  const forward = {
    ...(rule.ports ? { ports: rule.ports } : {}),
    target: { address: rule.target.address ?? '127.0.0.1', port: rule.target.port },
  };
  await applyRule(controlPlane, 'ClusterPortForward', rule.name, rule.selector, { forwards: [forward] });
}

/**
 * Gives pods a log: the lines are written to a file in the control plane's folder, whose path is returned. Append
 * `logLine(text)` to it for `kubectl logs --follow`. kwok knows the rule some milliseconds after this resolves.
 */
export async function logPods(
  controlPlane: ControlPlane,
  rule: {
    readonly name: string;
    readonly selector?: PodSelector;
    readonly containers?: readonly string[];
    readonly lines: readonly string[];
    /** Of the container before its last restart. */
    readonly previousLines?: readonly string[];
  },
): Promise<string> {
  const file = join(controlPlane.folder, `${rule.name}.pod.log`);
  const previous = join(controlPlane.folder, `${rule.name}.previous.pod.log`);
  await writeFile(file, rule.lines.map(line => logLine(line)).join(''));
  await writeFile(previous, (rule.previousLines ?? []).map(line => logLine(line)).join(''));
  await applyRule(controlPlane, 'ClusterLogs', rule.name, rule.selector, {
    logs: [
      {
        logsFile: file,
        previousLogsFile: previous,
        follow: true,
        ...(rule.containers ? { containers: rule.containers } : {}),
      },
    ],
  });
  return file;
}

/** A line as container runtimes write it. */
export function logLine(text: string, time = new Date(), stream: 'stdout' | 'stderr' = 'stdout'): string {
  return `${time.toISOString().replace('Z', '000000Z')} ${stream} F ${text}\n`;
}

/**
 * Runs what is executed in pods on this machine, in `workDir`, with these variables added. kwok does not tell the
 * program where standard input ends, and makes an internal error of an exit code other than 0.
 */
export async function execInPods(
  controlPlane: ControlPlane,
  rule: {
    readonly name: string;
    readonly selector?: PodSelector;
    readonly workDir?: string;
    readonly envs?: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const envs = Object.entries(rule.envs ?? {}).map(([name, value]) => ({ name, value }));
  const local = { envs, ...(rule.workDir ? { workDir: rule.workDir } : {}) };
  await applyRule(controlPlane, 'ClusterExec', rule.name, rule.selector, { execs: [{ local }] });
}

async function applyRule(
  controlPlane: ControlPlane,
  kind: string,
  name: string,
  selector: PodSelector | undefined,
  spec: object,
): Promise<void> {
  const plural = kind === 'ClusterLogs' ? 'clusterlogs' : `${kind.toLowerCase()}s`;
  await applyAt(controlPlane.api, `/apis/kwok.x-k8s.io/v1alpha1/${plural}/${name}`, {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind,
    metadata: { name },
    spec: { ...(selector ? { selector } : {}), ...spec },
  });
}
