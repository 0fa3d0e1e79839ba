import { recordAt } from '../json.ts';
import { type ApiResource, objectMeta } from '../resource.ts';
import type { ObjectStatus } from '../status/status.ts';
import type { Fact, Health, ListedKind } from './summary.ts';

type ResourceType = Pick<ApiResource, 'group' | 'version' | 'resource' | 'kind' | 'namespaced'>;

/** A kind without a file of its own, such as a custom resource: its row tells the status and the server's columns. */
export function anyKind({ group, version, resource, kind, namespaced }: ResourceType): ListedKind {
  return {
    kind,
    namespaced,
    id: { group, version, resource },
    slim(object, { status, reason }) {
      const hasStatus = Object.keys(recordAt(object, 'status')).length > 0;
      const facts: Fact[] = status === 'Current' || reason === '' ? [] : [{ fact: 'words', text: reason }];
      return {
        metadata: objectMeta(object),
        health: hasStatus ? healths[status] : undefined,
        facts,
        capabilities: [],
        ports: [],
      };
    },
  };
}

const healths: Readonly<Record<ObjectStatus['status'], Health>> = {
  Current: 'good',
  InProgress: 'changing',
  Failed: 'bad',
  Terminating: 'changing',
};
