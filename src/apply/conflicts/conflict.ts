import type { Location } from '../../yaml/location.ts';
import type { ObjectName } from '../objectName.ts';

/** A field that other managers own with another value. */
export interface Conflict {
  readonly object: ObjectName;
  /** As field managers write it, without the dot in front: `spec.containers[name="web"].image`. */
  readonly field: string;
  /** Who owns it; empty where the server did not name anybody. */
  readonly managers: readonly string[];
  /** What the source says, and what the object has; of a Secret both are masked. */
  readonly ours: unknown;
  readonly live: unknown;
  /** Where the source says it. */
  readonly location: Location;
}

/** `take`: the field becomes ours, with our value. `leave`: it is not applied this time, so others keep it. */
export type ConflictChoice = 'take' | 'leave';

/** What was chosen for a conflict. */
export interface DecidedConflict {
  readonly conflict: Conflict;
  readonly choice: ConflictChoice;
}

/**
 * Asks for a choice for each conflict, all of a plan at once; those that are left out stay refused. Rejects with an
 * AbortError where the user gives up.
 */
export type DecideConflicts = (conflicts: readonly Conflict[]) => Promise<readonly DecidedConflict[]>;

/** The longest value that is told in a line. */
const longestValue = 60;

/** A value for people, in a line of its own; `undefined` where there is none. */
export function shownValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' && /^[^"\n]*$/.test(value) ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}
