import { type Disposable, type Event, EventEmitter } from 'vscode';
import { createHeldForward, type ForwardSpec, type HeldForward } from './heldForward.ts';

/** The forwards of this window: those of the workspace first, then others in the order in which they came. */
export interface ForwardList extends Disposable {
  readonly all: readonly HeldForward[];
  /** After one came, went or changed its state. */
  readonly onDidChange: Event<void>;
  /** Puts it into the list; starts nothing. */
  add(spec: ForwardSpec): HeldForward;
  /** Stops it and takes it out of the list. */
  remove(held: HeldForward): Promise<void>;
  /** Makes these the declared ones: what is declared as before stays and runs on, what is not stops. */
  declare(specs: readonly ForwardSpec[]): void;
}

/** No forwards yet; the caller disposes the list and with it all of them. */
export function createForwardList(): ForwardList {
  const changed = new EventEmitter<void>();
  let declared: HeldForward[] = [];
  let others: HeldForward[] = [];
  const create = (spec: ForwardSpec) => createHeldForward(spec, () => changed.fire());
  const sameAs = (spec: ForwardSpec) => (held: HeldForward) =>
    JSON.stringify(held.spec.declared) === JSON.stringify(spec.declared);
  return {
    get all() {
      return [...declared, ...others];
    },
    onDidChange: changed.event,
    add(spec) {
      const held = create(spec);
      others.push(held);
      changed.fire();
      return held;
    },
    async remove(held) {
      others = others.filter(each => each !== held);
      changed.fire();
      await held.stop();
    },
    declare(specs) {
      const before = declared;
      declared = specs.map(spec => before.find(sameAs(spec)) ?? create(spec));
      for (const held of before) if (!declared.includes(held)) void held.stop();
      changed.fire();
    },
    dispose() {
      changed.dispose();
      for (const held of [...declared, ...others]) void held.stop();
      declared = [];
      others = [];
    },
  };
}
