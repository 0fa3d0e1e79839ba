import { type FromPage, type ToPage, toPage } from './protocol.ts';
import { createTableView, type TableView } from './tableView.ts';

/** What VS Code gives a webview's page, once. */
interface EditorApi {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

const editor = acquireVsCodeApi();
let table: TableView | undefined;

window.addEventListener('message', ({ data }) => {
  const message = toPage(data);
  if (message === undefined) return;
  if (message.type === 'start') table ??= started(message);
  else table?.take(message);
});
editor.postMessage({ type: 'ready' });

/** What is kept comes back with the tab, after it was hidden or the window was reloaded. */
function started(start: Extract<ToPage, { type: 'start' }>): TableView {
  return createTableView({
    start,
    filter: keptFilter(editor.getState()),
    send: message => editor.postMessage(message),
    keep: filter => editor.setState({ address: start.address, filter }),
  });
}

function keptFilter(state: unknown): string {
  const filter = typeof state === 'object' && state !== null && 'filter' in state ? state.filter : undefined;
  return typeof filter === 'string' ? filter : '';
}
