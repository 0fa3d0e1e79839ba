import type { Connection } from '../../cluster/connection.ts';
import type { Discovery } from '../../cluster/discovery.ts';
import type { PlannedObject } from '../plan.ts';
import type { SetName } from './applySet.ts';
import type { SetParent } from './parent.ts';
import type { FoundParent } from './parentsNamed.ts';
import type { SetOptions } from './setOptions.ts';

/** What is in the way of a parent. */
export type SetObstacle =
  | { readonly code: 'apply.set-taken' }
  | { readonly code: 'apply.set-refused'; readonly reason: string };

/** What the set is planned from. */
export interface SetInput {
  readonly connection: Connection;
  readonly discovery: Discovery;
  readonly options: SetOptions;
  readonly name: SetName;
  /** The parent as it is. */
  readonly parent: SetParent | undefined;
  /** Why there can be none: its place is another's, or may not be read (why). */
  readonly obstacle?: SetObstacle | undefined;
  /** The set of another repository that has the name which this one would have. */
  readonly beside?: FoundParent | undefined;
  /** All objects of the plan, tried. */
  readonly objects: readonly PlannedObject[];
  readonly signal: AbortSignal;
}
