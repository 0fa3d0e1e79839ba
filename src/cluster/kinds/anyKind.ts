import { recordAt } from '../json.ts';
import { type ApiResource, objectMeta } from '../resource.ts';
import { objectStatus } from '../status/objectStatus.ts';
import type { Fact, Health, ListedKind } from './summary.ts';

type ResourceType = Pick<ApiResource, 'group' | 'version' | 'resource' | 'kind' | 'namespaced'>;

/** A kind without a file of its own, such as a custom resource: its row tells the status and the server's columns. */
export function anyKind({ group, version, resource, kind, namespaced }: ResourceType): ListedKind {
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return {
    kind,
    namespaced,
    id: { group, version, resource },
    slim(object) {
      // Rows of a table do not say what they are.
      const { status, reason } = objectStatus({ ...(object as object), apiVersion, kind }, Date.now());
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

const healths: Readonly<Record<ReturnType<typeof objectStatus>['status'], Health>> = {
  Current: 'good',
  InProgress: 'changing',
  Failed: 'bad',
  Terminating: 'changing',
};
