import type { SchemaIssues } from '../../../schema/kubernetes/checkObject.ts';

/** Rules about what the API server refuses or drops of an object. */
export interface SchemaProblems extends SchemaIssues {
  /** A version that is served no more; `use` is the one that took its place. */
  'schema.deprecated-version': {
    readonly apiVersion: string;
    readonly kind: string;
    readonly removedIn: string;
    readonly use?: string;
  };
}
