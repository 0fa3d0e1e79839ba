import { Disposable, env, type Uri, type WebviewPanel } from 'vscode';
import type { ListedKind } from '../../cluster/kinds/summary.ts';
import {
  type FromPage,
  fromPage,
  type RowAction,
  type TableAddress,
  type ToPage,
} from '../../webview/resourceTable/protocol.ts';
import { showFailure } from '../command.ts';
import type { Services } from '../services.ts';
import { chooseColumns } from './chooseColumns.ts';
import { createFollowedKind, type FollowedKind } from './followedKind.ts';
import { createRowFeed } from './rowFeed.ts';
import { performAction } from './tableActions.ts';
import { ageIndex } from './tableColumns.ts';
import { pageRoot, tableHtml } from './tableHtml.ts';
import { tableRow } from './tableRow.ts';
import type { TableSettings } from './tableSettings.ts';
import { tableTexts } from './tableTexts.ts';

/** What a table is made of. */
export interface TablePanelParts {
  readonly panel: WebviewPanel;
  readonly address: TableAddress;
  readonly kind: ListedKind;
  readonly services: Services;
  readonly settings: TableSettings;
  readonly extension: Uri;
}

/** A table in an editor tab. */
export interface TablePanel extends Disposable {
  /** What a menu of the editor asks of the selected rows. */
  perform(action: RowAction): void;
}

/**
 * Fills a panel with the objects of a kind and follows them while it is seen; a hidden page is gone, and so is its
 * watch. The result is disposed with the panel.
 */
export function createTablePanel(parts: TablePanelParts): TablePanel {
  const { panel, address, kind, services, settings, extension } = parts;
  const { webview } = panel;
  let pageIsThere = false;
  const send = (message: ToPage) => void webview.postMessage(message);
  const followed = createFollowedKind({ address, kind, services, settings, onChange: takeChange });
  const teller = createTeller(send, followed);
  const feed = createRowFeed({
    rowOf(key) {
      const list = followed.current?.list;
      const object = list?.find(key);
      return object && tableRow(key, object, ageIndex(list?.columns ?? []), list?.offers);
    },
    send: batch => send({ type: 'rows', ...batch }),
    soon: work => void setImmediate(work),
  });

  function follow(): Promise<void> {
    feed.pause();
    const following = followed.follow();
    if (pageIsThere) teller.tell();
    return following;
  }

  function takeChange(changed: readonly string[], anew: boolean): void {
    if (!pageIsThere) return;
    teller.tell();
    if (anew) feed.restart(followed.current?.list.keys() ?? []);
    else feed.changed(changed);
  }

  async function take(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        pageIsThere = true;
        teller.forget();
        send(startMessage(parts));
        teller.tell();
        if (followed.current !== undefined) feed.restart(followed.current.list.keys());
        break;
      case 'taken':
        feed.taken(message.batch);
        break;
      case 'seen-as':
        await settings.set(address, message.setting);
        break;
      case 'labels':
        // A page that comes back has the filter that it had.
        if (message.selector !== followed.labels) {
          followed.labels = message.selector;
          await follow();
        }
        break;
      case 'retry':
        await services.sessions.restart(address.context);
        break;
      case 'columns':
        await settings.set(address, await chooseColumns(kind.id, followed.columns()));
        await follow();
        break;
      case 'action':
        await perform(message.action, message.keys);
        break;
    }
  }

  async function perform(action: RowAction, keys: readonly string[]): Promise<void> {
    if (followed.current === undefined) return;
    const { session, scope, list } = followed.current;
    const objects = keys.flatMap(key => list.find(key) ?? []);
    await performAction(action, { session, scope, kind, objects }, services);
  }

  /** The page goes and says so when it is there again: what is sent to none is dropped. */
  function hide(): void {
    feed.pause();
    followed.stop();
  }

  webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extension)] };
  const listening = Disposable.from(
    webview.onDidReceiveMessage((data: unknown) => {
      const message = fromPage(data);
      if (message === undefined) return;
      take(message).catch(error => showFailure(error, 'table', services));
    }),
    panel.onDidChangeViewState(() => {
      if (!panel.visible) hide();
      else if (followed.current === undefined) void follow();
    }),
    ...followOn(parts, follow, followed.followOther),
  );
  webview.html = tableHtml(webview, extension, env.language);
  // The cluster is asked while the page is being loaded.
  void follow();
  return {
    perform: action => send({ type: 'perform', action }),
    dispose() {
      listening.dispose();
      hide();
    },
  };
}

function startMessage({ address, settings }: TablePanelParts): ToPage {
  const { sort, widths = {} } = settings.of(address);
  return { type: 'start', address, texts: tableTexts(), language: env.language, sort, widths };
}

/** What makes a table that is seen look anew at what it follows. */
function followOn(
  { panel, address: { context }, services }: TablePanelParts,
  follow: () => Promise<void>,
  followOther: () => Promise<void>,
): Disposable[] {
  const ownNamespace = () => {
    const known = services.kubeconfigs.current?.contexts.find(({ name }) => name === context);
    return known && services.active.namespaceOf(known);
  };
  let namespace = ownNamespace();
  const again = () => {
    if (panel.visible) void follow();
  };
  return [
    services.filters.onDidChange(changed => {
      if (changed === context) again();
    }),
    services.sessions.onDidRestart(restarted => {
      if (restarted === context) again();
    }),
    services.kubeconfigs.onDidChange(() => {
      if (panel.visible) void followOther();
    }),
    services.active.onDidChange(() => {
      if (namespace === ownNamespace()) return;
      namespace = ownNamespace();
      again();
    }),
  ];
}

/** Tells a page which columns there are and how current the rows; only what is different from what it was told last. */
function createTeller(send: (message: ToPage) => void, followed: FollowedKind) {
  const last = new Map<string, string>();
  const tell = (message: ToPage) => {
    const text = JSON.stringify(message);
    if (last.get(message.type) === text) return;
    last.set(message.type, text);
    send(message);
  };
  return {
    tell() {
      const shown = followed.columns().filter(({ isShown }) => isShown);
      const columns = shown.map(({ isShown: _, custom: __, ...column }) => column);
      if (columns.length > 0) tell({ type: 'columns', columns });
      tell({ type: 'state', state: followed.state() });
    },
    forget: () => last.clear(),
  };
}
