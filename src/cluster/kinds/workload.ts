import { type JsonRecord, recordAt, textOf } from '../json.ts';
import { objectMeta } from '../resource.ts';
import { containerPorts } from './declaredPorts.ts';
import { conditionOf, isObserved } from './fields.ts';
import type { Fact, Health, Summary } from './summary.ts';

/** What the controllers of long-running pods say, each in fields of its own. */
export interface Rollout {
  readonly wanted: number;
  readonly ready: number;
  /** Whether all pods are of the latest template and there. */
  readonly done: boolean;
  /** Why it cannot go on, in Kubernetes' own words. */
  readonly stuck?: string | undefined;
}

/** A workload whose pods run until they are told to stop. */
export function workloadSummary(
  object: unknown,
  read: (spec: JsonRecord, status: JsonRecord) => Rollout,
): Summary {
  const spec = recordAt(object, 'spec');
  const status = recordAt(object, 'status');
  const { wanted, ready, done, stuck } = read(spec, status);
  const settled = done && isObserved(recordAt(object, 'metadata'), status);
  const health: Health = stuck !== undefined ? 'bad' : !settled ? 'changing' : wanted === 0 ? 'off' : 'good';
  const facts: Fact[] = [{ fact: 'ready', ready, wanted }];
  if (stuck !== undefined) facts.push({ fact: 'words', text: stuck });
  const ports = containerPorts(recordAt(recordAt(spec, 'template'), 'spec'));
  return {
    metadata: objectMeta(object),
    health,
    facts,
    capabilities: ready > 0 ? ['forwardable'] : [],
    ports,
  };
}

/** The reason of a condition that has the status; its type where it gives none. */
export function reasonOf(status: JsonRecord, type: string, value: 'True' | 'False'): string | undefined {
  const condition = conditionOf(status, type);
  return condition?.['status'] === value ? (textOf(condition['reason']) ?? type) : undefined;
}
