import { type Disposable, type Event, EventEmitter } from 'vscode';
import type { DeclarationFlaw } from './declaringLists.ts';
import { createHeldForward, type ForwardSpec, type HeldForward } from './heldForward.ts';

/** The forwards of this window: those of the workspace first, then others in the order in which they came. */
export interface ForwardList extends Disposable {
  readonly all: readonly HeldForward[];
  /** Of what the workspace declares. */
  readonly flaws: readonly DeclarationFlaw[];
  /** After one came, went or changed its state. */
  readonly onDidChange: Event<void>;
  /** Puts it into the list; starts nothing. */
  add(spec: ForwardSpec): HeldForward;
  /** Stops it and takes it out of the list. */
  remove(held: HeldForward): Promise<void>;
  /**
   * Makes these the declared ones. One that leads and listens as before stays and runs on, whatever else of it changed; what
   * is not declared any more stops. One that runs and leads elsewhere now is stopped and given to `restart`.
   */
  declare(
    specs: readonly ForwardSpec[],
    flaws: readonly DeclarationFlaw[],
    restart: (held: HeldForward) => void,
  ): void;
}

/** No forwards yet; the caller disposes the list and with it all of them. */
export function createForwardList(): ForwardList {
  const changed = new EventEmitter<void>();
  let declared: HeldForward[] = [];
  let others: HeldForward[] = [];
  let flaws: readonly DeclarationFlaw[] = [];
  const create = (spec: ForwardSpec) => createHeldForward(spec, () => changed.fire());

  async function replace(old: HeldForward, next: HeldForward, restart: (held: HeldForward) => void) {
    const wasRunning = old.ports.length > 0 || old.state.kind === 'starting';
    await old.stop();
    // Meanwhile it may have been declared anew once more, or the window closed.
    if (wasRunning && declared.includes(next)) restart(next);
  }

  return {
    get all() {
      return [...declared, ...others];
    },
    get flaws() {
      return flaws;
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
    declare(specs, found, restart) {
      flaws = found;
      const left = new Set(declared);
      const names = new Set(specs.map(nameOf));
      const replaced: (readonly [HeldForward, HeldForward])[] = [];
      declared = specs.map(spec => {
        const before =
          [...left].find(held => nameOf(held.spec) === nameOf(spec)) ??
          [...left].find(held => !names.has(nameOf(held.spec)) && leadsAs(held.spec, spec));
        if (before !== undefined) left.delete(before);
        if (before !== undefined && leadsAs(before.spec, spec)) {
          before.redeclare(spec);
          return before;
        }
        const next = create(spec);
        if (before !== undefined) replaced.push([before, next]);
        return next;
      });
      for (const held of left) void held.stop();
      for (const [old, next] of replaced) void replace(old, next, restart);
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

function nameOf({ declared }: ForwardSpec): string | undefined {
  return declared?.name;
}

/** Whether both listen in the same place and lead to the same. */
function leadsAs(one: ForwardSpec, other: ForwardSpec): boolean {
  return routeOf(one) === routeOf(other);
}

function routeOf({ declared, ports, addresses }: ForwardSpec): string {
  const { context, namespace, kind, target } = declared ?? {};
  return JSON.stringify([context, namespace, kind, target, ports, addresses]);
}
