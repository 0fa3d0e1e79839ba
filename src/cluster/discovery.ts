import type { Connection } from './connection.ts';
import type { ApiResource } from './resource.ts';

/** What a server serves. */
export interface Discovery {
  /** Each resource at each served version, the group's preferred version first. */
  readonly resources: readonly ApiResource[];
  /** `apiVersion` as in a manifest (`apps/v1`); `undefined` where the server knows no such kind. */
  ofKind(apiVersion: string, kind: string): ApiResource | undefined;
}

/** Asks again with the ETags of the last answers, so an unchanged server costs two short requests. */
export interface DiscoveryClient {
  discover(signal?: AbortSignal): Promise<Discovery>;
}

/** A client that remembers the last answers of this connection. */
export declare function createDiscovery(connection: Connection): DiscoveryClient;
