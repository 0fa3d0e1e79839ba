import type { Connection } from '../../cluster/connection.ts';
import type { Discovery } from '../../cluster/discovery.ts';
import type { PlannedObject } from '../plan.ts';
import type { SetName } from './applySet.ts';
import type { SetParent } from './parent.ts';
import type { SetOptions } from './setOptions.ts';

/** What the set is planned from. */
export interface SetInput {
  readonly connection: Connection;
  readonly discovery: Discovery;
  readonly options: SetOptions;
  readonly name: SetName;
  /** The parent as it is. */
  readonly parent: SetParent | undefined;
  /** All objects of the plan, tried. */
  readonly objects: readonly PlannedObject[];
  readonly signal: AbortSignal;
}
