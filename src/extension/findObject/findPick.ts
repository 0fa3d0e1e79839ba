import { CancellationError, commands, Disposable, l10n, type QuickPick, ThemeIcon, window } from 'vscode';
import type { Services } from '../services.ts';
import { createSearchedCollections } from './collections.ts';
import { createDiscoveries } from './discoveries.ts';
import { objectRows, type Searching } from './objectRows.ts';
import { contextRows, kindRows, namespaceRows, nothingRow } from './placeRows.ts';
import type { Choice, FindRow, ObjectTarget } from './rows.ts';
import { type FindScope, sessionsIn } from './scope.ts';
import { readTyped } from './typed.ts';

/** Rows follow the clusters this often while nothing is typed. */
const followMilliseconds = 250;

/**
 * Lets the user find an object of the contexts that are open in this window. What is searched is live while the quick pick
 * is open. Rejects with a CancellationError where nothing was chosen, also after a button of a row was pressed.
 */
export async function findObject(services: Services, start: FindScope | undefined): Promise<ObjectTarget> {
  const pick: QuickPick<FindRow> = window.createQuickPick<FindRow>();
  // Rows are ranked here. The property is not in the API's types yet.
  Object.assign(pick, { sortByLabel: false });
  pick.placeholder = l10n.t('Name of an object, or as in k9s: po/web, shop/web, :deploy, :ns, :ctx');
  const closing = new AbortController();
  let scope = start;
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;
  let searches = 0;
  const follow = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      // What is under way comes to its end, however fast objects change.
      if (searches > 0) follow();
      else update(true);
    }, followMilliseconds);
  };
  const discoveries = createDiscoveries(follow, closing.signal);
  const collections = createSearchedCollections(
    ({ kubeContext }) =>
      services.filters.of(kubeContext.name).namespaces ?? [services.active.namespaceOf(kubeContext)],
    follow,
  );

  function update(isFollowing: boolean): void {
    clearTimeout(timer);
    timer = undefined;
    turn += 1;
    const mine = turn;
    const isStale = () => mine !== turn || closing.signal.aborted;
    const sessions = sessionsIn(services.sessions.opened, scope);
    const searching: Searching = { services, discoveries, collections, scope, sessions };
    searches += 1;
    rowsFor(pick.value, searching, isStale).then(rows => {
      searches -= 1;
      if (rows === undefined || isStale()) return;
      pick.busy = discoveries.isWaiting || collections.isWaiting;
      show(pick, rows, isFollowing);
    });
  }

  function stay(next: FindScope | undefined, value: string): void {
    scope = next;
    pick.title = next === undefined ? undefined : titleOf(next);
    pick.buttons = next === undefined ? [] : [everywhere];
    pick.value = value;
    update(false);
  }

  function act(choice: Choice): void {
    if (choice.is === 'kind') stay(scope, `${choice.name}/`);
    else if (choice.is === 'command') stay(scope, choice.text);
    else if (choice.is === 'namespace')
      stay({ kubeContext: choice.scope.kubeContext, namespace: choice.namespace }, '');
    else if (choice.is === 'context') {
      void services.sessions.open(choice.kubeContext);
      stay({ kubeContext: choice.kubeContext, namespace: undefined }, '');
    } else if (choice.is === 'failure') {
      void commands.executeCommand('kubewright.retry', { kubeContext: choice.kubeContext });
    }
  }

  const listening = Disposable.from(
    pick,
    collections,
    pick.onDidChangeValue(() => update(false)),
    pick.onDidTriggerButton(() => stay(undefined, '')),
    services.sessions.onDidChangeOpened(() => {
      collections.keep(services.sessions.opened);
      update(true);
    }),
  );
  try {
    return await new Promise<ObjectTarget>((resolve, reject) => {
      pick.onDidAccept(() => {
        const choice = pick.selectedItems[0]?.choice;
        if (choice?.is === 'object') resolve(choice.target);
        else if (choice !== undefined) act(choice);
      });
      pick.onDidTriggerItemButton(({ item, button }) => {
        const pressed = item.buttons?.find(each => each === button);
        if (pressed === undefined) return;
        reject(new CancellationError());
        void commands.executeCommand(pressed.command, pressed.argument);
      });
      pick.onDidHide(() => reject(new CancellationError()));
      stay(start, '');
      pick.show();
    });
  } finally {
    closing.abort();
    clearTimeout(timer);
    listening.dispose();
  }
}

const everywhere = { iconPath: new ThemeIcon('clear-all'), tooltip: l10n.t('Search everywhere') };

function titleOf({ kubeContext, namespace }: FindScope): string {
  return namespace === undefined ? kubeContext.name : `${kubeContext.name} · ${namespace}`;
}

async function rowsFor(
  value: string,
  searching: Searching,
  isStale: () => boolean,
): Promise<readonly FindRow[] | undefined> {
  const { sessions, discoveries } = searching;
  const isKind = (name: string) =>
    sessions.some(session => discoveries.resource(session, name) !== undefined);
  const typed = readTyped(value, isKind);
  switch (typed.asks) {
    case 'objects':
      return objectRows(typed, searching, isStale);
    case 'kinds':
      return kindRows(typed.words, searching);
    case 'namespaces':
      return namespaceRows(typed.words, searching);
    case 'contexts':
      return contextRows(typed.words, searching);
  }
}

/** Puts rows into the pick. Whoever went down to a row stays there while others come and go. */
function show(pick: QuickPick<FindRow>, rows: readonly FindRow[], isFollowing: boolean): void {
  const [active] = pick.activeItems;
  const hasMoved = active !== undefined && active.key !== pick.items[0]?.key;
  pick.keepScrollPosition = isFollowing;
  pick.items = rows.length === 0 && !pick.busy ? [nothingRow()] : rows;
  if (!isFollowing || !hasMoved) return;
  const same = rows.find(({ key }) => key === active.key);
  if (same !== undefined) pick.activeItems = [same];
}
