import { expect } from 'vitest';
import type { ApplyPlan } from '../../src/apply/plan.ts';
import { planApply } from '../../src/apply/planApply.ts';
import type { ApplyReport } from '../../src/apply/report.ts';
import { runApply } from '../../src/apply/runApply.ts';
import type { SetOptions } from '../../src/apply/set/setOptions.ts';
import { planUndeploy } from '../../src/apply/set/undeploy.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { readManifests } from '../../src/kustomize/plainManifests.ts';
import { textIn } from '../../src/messages/text.ts';
import type { ControlPlane } from '../cluster/controlPlane.ts';
import { agree } from './confirmed.ts';

/** An object as JSON, which is YAML too. */
export type Manifest = Readonly<Record<string, unknown>>;

/** The namespace of what names none. */
export const home = 'loss';

/** The metadata of an object there. */
export const meta = (name: string, namespace = home, more: Manifest = {}) => ({ name, namespace, ...more });

/** A ConfigMap without data. */
export const configMap = (name: string, namespace = home, more: Manifest = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: meta(name, namespace, more),
});

/** A Namespace. */
export const namespaceOf = (name: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

/** The spec of a pod that uses a ConfigMap. */
export const podSpec = (config: string, more: Manifest = {}) => ({
  ...more,
  containers: [{ name: 'a', image: 'a', envFrom: [{ configMapRef: { name: config } }] }],
});

/** What a plan would delete, `Kind/name`. */
export const pruneOf = ({ set }: ApplyPlan) =>
  (set?.prune ?? []).map(({ kind, name }) => `${kind}/${name}`).sort();

/** What a plan keeps, `Kind/name`, and why, in English. */
export const keptOf = ({ set }: ApplyPlan) =>
  (set?.kept ?? [])
    .map(({ reason, kind, name }) => {
      return `${kind}/${name} ${textIn('en')({ code: 'cli.kept', params: { reason } })}`;
    })
    .sort();

/** Applies objects with sets to a control plane, all as its administrator. */
export function setsOn(controlPlane: () => ControlPlane, connection: () => Connection) {
  const planned = async (objects: readonly Manifest[], set: SetOptions): Promise<ApplyPlan> => {
    const text = documents(objects);
    const { resources, problems } = readManifests([{ uri: 'file:///a.yaml', path: '/a.yaml', text }]);
    expect(problems).toEqual([]);
    return planApply({ connection: connection(), resources, namespace: home, set });
  };
  const run = async (plan: ApplyPlan): Promise<ApplyReport> => {
    expect(plan.problems).toEqual([]);
    const report = await runApply({ plan, confirmed: await agree(plan), connection: connection() });
    expect(report.problems).toEqual([]);
    return report;
  };
  return {
    planned,
    run,
    applied: async (objects: readonly Manifest[], set: SetOptions) => run(await planned(objects, set)),
    /** What deleting a set would do. */
    async undeployed(set: SetOptions, namespace = home): Promise<ApplyPlan> {
      const { signal } = new AbortController();
      const location = { uri: 'file:///app', start: 0, end: 0 };
      const options = { connection: connection(), set, namespace, isNamespaceGiven: true, location, signal };
      const found = await planUndeploy(options);
      if (found.kind !== 'plan') throw new Error(found.kind);
      return found.plan;
    },
    /** As somebody else, outside of any set. */
    async create(...objects: readonly Manifest[]): Promise<void> {
      const stdin = documents(objects);
      const { code, stderr } = await controlPlane().kubectl(['create', '-f', '-'], { stdin });
      expect([code, stderr]).toEqual([0, '']);
    },
    /** Whether it is there and not on its way out. */
    async exists(kind: string, name: string): Promise<boolean> {
      const { stdout } = await controlPlane().kubectl([
        ...['get', kind, name, '-n', home, '--ignore-not-found'],
        ...['-o', 'jsonpath={.metadata.name}{.metadata.deletionTimestamp}'],
      ]);
      return stdout === name;
    },
  };
}

function documents(objects: readonly Manifest[]): string {
  return objects.map(object => JSON.stringify(object)).join('\n---\n');
}
