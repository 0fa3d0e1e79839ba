import type { SchemaIssues } from '../../../schema/kubernetes/checkObject.ts';

/** Rules about what the API server refuses or drops of an object. */
export interface SchemaProblems extends SchemaIssues {
  /**
   * A version that is served no more, or only for a while; `use` is the one that took its place. `target` is the release
   * that the object is for, where that is known and still serves it.
   */
  'schema.deprecated-version': {
    readonly apiVersion: string;
    readonly kind: string;
    readonly removedIn: string;
    readonly use?: string;
    readonly target?: string;
  };
  /** A custom resource of a version that its definition in the build does not serve; `versions` are those that it does. */
  'schema.no-such-version': {
    readonly apiVersion: string;
    readonly kind: string;
    readonly versions: readonly string[];
  };
}
