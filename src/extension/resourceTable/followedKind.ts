import { l10n } from 'vscode';
import type { ListedKind } from '../../cluster/kinds/summary.ts';
import { type WithCustom, withCustomColumns } from '../../cluster/table/customColumns.ts';
import type { PageState, TableAddress } from '../../webview/resourceTable/protocol.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import { type ClusterScope, listScope } from '../clusters/clusterScope.ts';
import { listNote } from '../clusters/listNote.ts';
import { createLiveList, inTheCluster, type LiveList } from '../clusters/liveList.ts';
import type { Watch } from '../clusters/treeNode.ts';
import { failureText } from '../failureText.ts';
import type { Services } from '../services.ts';
import { sessionOf } from '../sessionOf.ts';
import { type ChoosableColumn, tableColumns } from './tableColumns.ts';
import type { TableSettings } from './tableSettings.ts';

/** What a table follows, and as what. */
export interface FollowedKindParts {
  readonly address: TableAddress;
  readonly kind: ListedKind;
  readonly services: Services;
  readonly settings: TableSettings;
  /** `changed` has the keys of what is different; with `anew` any may be. Columns and state may be different too. */
  readonly onChange: (changed: readonly string[], anew: boolean) => void;
}

/** What is followed at the moment. */
export interface Following {
  readonly session: ClusterSession;
  readonly scope: ClusterScope;
  readonly list: LiveList<WithCustom>;
}

/** The objects of a kind as a table wants them: with custom columns, in the namespaces and with the labels chosen. */
export interface FollowedKind {
  /** `undefined` while nothing is followed, or before the context is known. */
  readonly current: Following | undefined;
  /** Further labels than those of the context's filter; takes effect with the next `follow`. */
  labels: string;
  /** Begins anew, as the settings and filters are now. */
  follow(): Promise<void>;
  /** The same, where the context is another than it was: kubeconfigs are often written without a change to it. */
  followOther(): Promise<void>;
  /** Lets go of the cluster; nothing is called any more. */
  stop(): void;
  /** All columns, shown or not; empty until the server has told its own. */
  columns(): readonly ChoosableColumn[];
  state(): PageState;
}

/** Follows nothing yet; whoever makes it stops it. */
export function createFollowedKind(parts: FollowedKindParts): FollowedKind {
  const { address, services, settings, onChange } = parts;
  let current: (Following & { readonly watch: Watch }) | undefined;
  let failed: string | undefined;
  let labels = '';
  let generation = 0;

  function stop(): void {
    generation += 1;
    current?.watch.dispose();
    current = undefined;
  }

  function start(session: ClusterSession): void {
    const scope = scopeOf(session, services);
    const kind = withCustomColumns(parts.kind, settings.of(address).custom ?? []);
    const wanted = () => {
      const base = kind.namespaced ? listScope(scope) : inTheCluster;
      const selectors = [base.labelSelector, labels].filter(each => each !== undefined && each !== '');
      return { ...base, labelSelector: selectors.join(',') };
    };
    const list = createLiveList(() => Promise.resolve(session), kind, wanted);
    const watch = list.watch((change, anew) => {
      if (current?.watch !== watch) return;
      onChange(change === undefined ? [] : [...change.set.keys(), ...change.deleted], anew);
    });
    current = { session, scope, list, watch };
  }

  async function follow(): Promise<void> {
    stop();
    const own = generation;
    try {
      const session = await sessionOf(address.context, services);
      // Somebody else began anew, or stopped, in between.
      if (own !== generation) return;
      failed = undefined;
      start(session);
    } catch (error) {
      if (own !== generation) return;
      failed = error instanceof Error ? error.message : String(error);
    }
    onChange([], false);
  }

  return {
    get current() {
      return current;
    },
    get labels() {
      return labels;
    },
    set labels(selector) {
      labels = selector;
    },
    stop,
    follow,
    async followOther() {
      const session = await sessionOf(address.context, services).catch(() => undefined);
      if (session === undefined || session !== current?.session) await follow();
    },
    columns() {
      const { columns: chosen, custom = [] } = settings.of(address);
      return tableColumns({
        columns: current?.list.columns ?? [],
        custom,
        chosen,
        withNamespace:
          address.namespaced && current !== undefined && namespacesOf(current, parts)?.length !== 1,
        namespaceTitle: l10n.t('Namespace'),
      });
    },
    state() {
      if (failed !== undefined) return { kind: 'retrying', failure: failed, scope: '' };
      return current === undefined ? connecting : stateOf(current, labels, parts);
    },
  };
}

const connecting: PageState = { kind: 'connecting', failure: '', scope: '' };

function scopeOf(session: ClusterSession, { active, textOf, filters }: Services): ClusterScope {
  const { kubeContext } = session;
  return {
    kubeContext,
    active,
    textOf,
    open: () => Promise.resolve(session),
    filter: () => filters.of(kubeContext.name),
  };
}

/** Those that are shown; `undefined` for all. A user who may not list them all sees their own. */
function namespacesOf(
  { list, scope }: Following,
  { kind }: Pick<FollowedKindParts, 'kind'>,
): readonly string[] | undefined {
  return kind.namespaced ? (scope.filter().namespaces ?? list.narrowedTo) : undefined;
}

function stateOf(following: Following, labels: string, parts: FollowedKindParts): PageState {
  const { scope, list } = following;
  const namespaces = namespacesOf(following, parts);
  const selectors = [scope.filter().labelSelector, labels].filter(each => each !== undefined && each !== '');
  const note = listNote(list);
  const chosen = list.narrowedTo === undefined ? namespaces : undefined;
  const shown = [
    ...(chosen === undefined ? [] : [l10n.t('only {0}', chosen.join(', '))]),
    ...(note === undefined ? [] : [note]),
    ...selectors,
  ].join(' · ');
  const { state } = list;
  if (state.kind === 'live') return { kind: 'live', failure: '', scope: shown };
  if (state.kind !== 'retrying') return { ...connecting, scope: shown };
  return { kind: 'retrying', failure: failureText(state.failure, parts.services.textOf), scope: shown };
}
