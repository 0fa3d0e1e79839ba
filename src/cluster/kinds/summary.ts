import type { ResourceId } from '../resource.ts';
import type { ObjectStatus } from '../status/status.ts';
import type { SlimObject } from '../watch/collection.ts';
import type { DeclaredPort } from './declaredPorts.ts';

/** How an object does, as far as a row can say it; `off` is what is done or switched off on purpose. */
export type Health = 'good' | 'changing' | 'bad' | 'off';

/** What can be done with an object; menus follow it, not the kind. */
export type Capability = 'forwardable' | 'loggable';

/** One thing that a row tells. Words are Kubernetes' own and stay as they are; the rest is told by the face. */
export type Fact =
  | { readonly fact: 'words'; readonly text: string }
  | { readonly fact: 'ready'; readonly ready: number; readonly wanted: number }
  | { readonly fact: 'restarts'; readonly count: number }
  /** How often an event was seen. */
  | { readonly fact: 'times'; readonly count: number }
  /** Of a ConfigMap or Secret. */
  | { readonly fact: 'keys'; readonly count: number }
  /** Jobs that a CronJob runs now. */
  | { readonly fact: 'active'; readonly count: number }
  | { readonly fact: 'suspended' }
  /** RFC 3339. */
  | { readonly fact: 'last-run'; readonly time: string };

/** What is kept of an object so that it can be listed; never a value of a Secret. */
export interface Summary extends SlimObject {
  /** `undefined` for what has no state of its own, such as a ConfigMap. */
  readonly health: Health | undefined;
  /** In the order in which they matter; the age is not among them. */
  readonly facts: readonly Fact[];
  readonly capabilities: readonly Capability[];
  /** Empty for what has none. */
  readonly ports: readonly DeclaredPort[];
}

/** A kind that can be listed, and what is kept of its objects. */
export interface ListedKind<T extends Summary = Summary> {
  readonly kind: string;
  readonly namespaced: boolean;
  readonly id: ResourceId;
  /** Which objects of the resource are of this kind; all where absent. */
  readonly labelSelector?: string;
  /** `Metadata`: `slim` gets metadata and `cells` alone, and what the objects hold stays on the server. */
  readonly content?: 'Metadata';
  /** Names what `slim` keeps where that is another than the kind's own, see `CollectionQuery`. */
  readonly view?: string;
  /** `status` is what kstatus finds of the object, for kinds that find nothing themselves. */
  readonly slim: (object: unknown, status: ObjectStatus) => T;
}
