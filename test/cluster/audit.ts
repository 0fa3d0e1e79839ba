import { readFile, writeFile } from 'node:fs/promises';
import { userName } from './credentials.ts';

/** One request as the API server's audit log tells it (audit.k8s.io/v1, level Metadata). */
export interface AuditEvent {
  readonly auditID: string;
  /** ResponseStarted while a watch or a stream lasts, then ResponseComplete. */
  readonly stage: 'ResponseStarted' | 'ResponseComplete' | 'Panic';
  readonly requestURI: string;
  /** get, list, watch, create, update, patch, delete, deletecollection, or an HTTP method in lower case. */
  readonly verb: string;
  readonly user: { readonly username: string; readonly groups?: readonly string[] };
  readonly userAgent?: string;
  readonly objectRef?: {
    readonly resource?: string;
    readonly namespace?: string;
    readonly name?: string;
    readonly apiGroup?: string;
    readonly apiVersion?: string;
    readonly subresource?: string;
  };
  readonly responseStatus?: { readonly code?: number; readonly reason?: string };
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
}

/** Logs the metadata of each request but the control plane's own. */
export async function writeAuditPolicy(file: string): Promise<void> {
  const own = ['kube-controller-manager', 'kube-scheduler', 'kwok'] as const;
  const policy = {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Policy',
    omitStages: ['RequestReceived'],
    rules: [
      { level: 'None', users: ['system:apiserver', ...own.map(userName)] },
      { level: 'None', nonResourceURLs: ['/readyz'] },
      { level: 'Metadata' },
    ],
  };
  await writeFile(file, JSON.stringify(policy));
}

/**
 * One event a request, at the latest stage it has reached, in the order in which the requests were first logged. The
 * server writes after it has answered: wait for what you expect.
 */
export async function readAuditLog(file: string): Promise<AuditEvent[]> {
  const requests = new Map<string, AuditEvent>();
  const text = await readFile(file, 'utf8');
  // The last line may be half written.
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    if (line === '') continue;
    const event = JSON.parse(line) as AuditEvent;
    requests.set(event.auditID, event);
  }
  return [...requests.values()];
}
