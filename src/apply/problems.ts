import type { SchemaIssues } from '../schema/kubernetes/checkObject.ts';
import type { Problem } from '../yaml/problem.ts';

/** Why an object cannot be applied, or was not; `object` is what `describeObject` makes of it. */
export interface ApplyProblems {
  /** Neither the server nor a CRD of the same set knows the kind. */
  'apply.unknown-kind': { readonly apiVersion: string; readonly kind: string };
  /** Neither a name nor a `generateName`. */
  'apply.no-name': { readonly object: string };
  /** Two objects of the set are the same one on the server. */
  'apply.duplicate': { readonly object: string };
  /** Still encrypted by SOPS, so its values would reach the cluster as ciphertext. */
  'apply.encrypted': { readonly object: string };
  /** Its namespace is neither on the server nor in the set. */
  'apply.no-namespace': { readonly object: string; readonly namespace: string };
  /** The server's schema has no such field. */
  'apply.unknown-field': { readonly object: string; readonly field: string };
  /** A value that the server does not accept; `reason` is the server's. */
  'apply.invalid-field': { readonly object: string; readonly field: string; readonly reason: string };
  /** A value that cannot be changed while the object is there; `reason` is the server's. */
  'apply.immutable': { readonly object: string; readonly field: string; readonly reason: string };
  /**
   * Other field managers own the field with another value; empty where the server did not name them. Both values where they
   * are known and may be shown.
   */
  'apply.conflict': {
    readonly object: string;
    readonly field: string;
    readonly manager: string;
    readonly ours: string | undefined;
    readonly live: string | undefined;
  };
  'apply.forbidden': { readonly object: string; readonly reason: string };
  /** Refused for a reason that names no field: admission, quota, an unreadable object. */
  'apply.refused': { readonly object: string; readonly reason: string };
  /** A CRD that was applied, but whose kinds the API server does not serve. */
  'apply.not-established': { readonly object: string; readonly reason: string };
  /** Another tool made the set (`namespace/name`), and so alone may change it. */
  'apply.foreign-set': { readonly set: string; readonly tooling: string };
  /** Where the parent of the set (`namespace/name`) would be is a ConfigMap that is none. */
  'apply.set-taken': { readonly set: string };
  /** The object is a member of another set: `namespace/name` where it is known, else its identity. */
  'apply.other-set': { readonly object: string; readonly set: string; readonly known?: KnownSet };
  /** The parent of the set (`namespace/name`) may not be written. */
  'apply.set-refused': { readonly set: string; readonly reason: string };
  /** What the set has cannot be listed, so nobody knows what is rendered no more. */
  'apply.prune-forbidden': { readonly reason: string };
  /** It was deleted to be created again, which did not come about; where it was refused, that is a problem of its own. */
  'apply.not-recreated': { readonly object: string; readonly why: 'refused' | 'given-up' | 'unreachable' };
  /** It was deleted to be created again, and these finalizers still held it after that time. */
  'apply.held-by-finalizers': {
    readonly object: string;
    readonly finalizers: readonly string[];
    readonly seconds: number;
  };
  /**
   * The connection ended, or the work was given up, while the server may have carried it out; where the name is `generated`,
   * another apply makes another object.
   */
  'apply.unknown-outcome': { readonly object: string; readonly generated: boolean };
}

/** What its parent tells of a set. */
export interface KnownSet {
  readonly name: string;
  readonly namespace: string;
  /** The kustomization that it was last applied from. */
  readonly root: string | undefined;
  /** The other tool that made it; `undefined` where we did. */
  readonly tooling: string | undefined;
}

/**
 * At the source line that is to blame, where provenance tells it, else at the object. Those of the schema are of objects whose
 * definition the same set creates.
 */
export type ApplyProblem = Problem<ApplyProblems> | Problem<SchemaIssues>;
