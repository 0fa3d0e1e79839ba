import { chosenRows, possibleActions } from './chosenRows.ts';
import { createColumnOrder } from './columnOrder.ts';
import { createAnnouncer, delayed } from './delayed.ts';
import { createGrid } from './grid.ts';
import { takeGridInput } from './gridInput.ts';
import { createLiveSelection } from './liveSelection.ts';
import type { FromPage, PageState, RowAction, SortOrder, ToPage } from './protocol.ts';
import { createRowModel, type RowModel } from './rowModel.ts';
import type { Selection } from './selection.ts';
import { type Words, wordsOf } from './texts.ts';
import { countText, createToolbar } from './toolbar.ts';

type Start = Extract<ToPage, { type: 'start' }>;
type Rows = Extract<ToPage, { type: 'rows' }>;

/** The whole page, once it knows what it is about. */
export interface TableView {
  take(message: Exclude<ToPage, Start>): void;
}

/** What the page is about, and whom it tells. */
export interface TableViewParts {
  readonly start: Start;
  /** What stood in the filter before. */
  readonly filter: string;
  readonly send: (message: FromPage) => void;
  readonly keep: (filter: string) => void;
}

/** A selector of labels is sent once nobody types it any more, since the server is asked anew. */
const labelsMilliseconds = 400;

/** Builds the page in its document; there is one, for one kind of one context. */
export function createTableView({ start, filter, send, keep }: TableViewParts): TableView {
  const words = wordsOf(start.texts, start.language);
  const model = createRowModel();
  const counts = () => countText(words, model.visible.length, model.size);
  const selection = createLiveSelection(model);
  let state: PageState = { kind: 'connecting', failure: '', scope: '' };
  const scroller = elementOf('table');
  scroller.ariaLabel = words.say('table', start.address.kind, start.address.context);
  const toolbar = createToolbar({
    element: elementOf('toolbar'),
    words,
    filterText: filter,
    onFilter: filterBy,
    onLeave: enterGrid,
    onAction: act,
    onColumns: () => send({ type: 'columns' }),
    onRetry: () => send({ type: 'retry' }),
  });
  const grid = createGrid({
    scroller,
    model,
    words,
    selection,
    givenWidths: start.widths,
    onSort: sortBy,
    onWidths: widths => send({ type: 'seen-as', setting: { widths } }),
  });
  const order = createColumnOrder(model, () => grid, start.sort);
  takeGridInput({ scroller, grid, model, selection, select, act, focusFilter: toolbar.focusFilter });
  const announce = createAnnouncer(elementOf('announcer'));
  const sendLabels = createLabelSender(send);
  filterBy(filter);

  function select(next: Selection): void {
    selection.current = next;
    showCounts();
  }

  function act(action: RowAction): void {
    if (!possibleActions(model, selection.current).has(action)) return;
    send({ type: 'action', action, keys: chosenRows(model, selection.current).map(({ row }) => row.key) });
  }

  function filterBy(text: string): void {
    model.setFilter(text);
    selection.prune();
    showCounts();
    grid.scrollToTop();
    grid.changed();
    keep(text);
    sendLabels(model.filter.labels);
    announce(counts);
  }

  function sortBy(sort: SortOrder): void {
    send({ type: 'seen-as', setting: { sort } });
    const title = order.sortBy(sort);
    announce(() => words.say(sort.descending ? 'sortedDown' : 'sorted', title));
  }

  function enterGrid(): void {
    selection.ensureFocus();
    showCounts();
    grid.focusRow();
  }

  function showCounts(): void {
    const possible = possibleActions(model, selection.current);
    toolbar.setCounts(counts(), selection.count);
    toolbar.setActions(possible);
    scroller.dataset['vscodeContext'] = menuContext(possible);
    elementOf('empty').textContent = state.kind === 'live' ? emptyText(model, words) : '';
  }

  function takeState(next: PageState): void {
    const isNews = state.kind !== 'live' && next.kind === 'live';
    state = next;
    toolbar.setState(state, model.size > 0);
    document.body.classList.toggle('stale', state.kind === 'retrying');
    scroller.ariaBusy = String(state.kind === 'connecting');
    if (isNews) announce(() => `${words.say('live')}. ${counts()}`);
    showCounts();
  }

  function takeRows(rows: Rows): void {
    if (rows.fresh) model.clear();
    model.take(rows.set, rows.deleted);
    grid.measure(rows.set);
    selection.tookRows(rows);
    grid.changed();
    showCounts();
    send({ type: 'taken', batch: rows.batch });
  }

  return {
    take(message) {
      if (message.type === 'columns') order.setColumns(message.columns);
      else if (message.type === 'state') takeState(message.state);
      else if (message.type === 'rows') takeRows(message);
      else act(message.action);
    },
  };
}

/** Sends a selector of labels that is another than before. */
function createLabelSender(send: (message: FromPage) => void): (selector: string) => void {
  let wanted = '';
  const soon = delayed(labelsMilliseconds, () => send({ type: 'labels', selector: wanted }));
  return selector => {
    if (selector === wanted) return;
    wanted = selector;
    soon();
  };
}

/** Why there are no rows; empty where there are some. */
function emptyText({ visible, size, filter }: RowModel, words: Words): string {
  if (visible.length > 0) return '';
  return words.say(size > 0 || filter.labels !== '' ? 'noMatch' : 'none');
}

/** The menu of the editor follows what can be done. */
function menuContext(possible: ReadonlySet<RowAction>): string {
  const can = Object.fromEntries([...possible].map(action => [`kubewrightCan_${action}`, true]));
  return JSON.stringify({ preventDefaultContextMenuItems: true, ...can });
}

function elementOf(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new TypeError(`The page has no ${id}`);
  return element;
}
