import type { AppliedFrom } from '../history/record.ts';

/** What a user wants of a set. */
export interface SetOptions {
  readonly name: string;
  /** Whether somebody chose that name; else it is made of the path, and a set that was last applied from there is it too. */
  readonly isNamed?: boolean;
  /** Of its parent, where that is known; else it is looked for where the objects are. */
  readonly namespace?: string;
  /** Takes over a set that another tool made. */
  readonly adopt?: boolean;
  /** Deletes Namespaces, claims and definitions too. */
  readonly guarded?: boolean;
  /** Where it comes from, for the set's history; nothing is recorded where absent. */
  readonly origin?: AppliedFrom | undefined;
}
