import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-container/index.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { type PageState, type RowAction, rowActions } from './protocol.ts';
import type { Words } from './texts.ts';

/** What stands above the rows. */
export interface Toolbar {
  readonly filterText: string;
  focusFilter(): void;
  /** `hasRows`: there is something that may be out of date. */
  setState(state: PageState, hasRows: boolean): void;
  setCounts(text: string, selected: number): void;
  /** Buttons of what can be done with the selected rows. */
  setActions(allowed: ReadonlySet<RowAction>): void;
}

/** What the toolbar tells. */
export interface ToolbarParts {
  readonly element: HTMLElement;
  readonly words: Words;
  readonly filterText: string;
  readonly onFilter: (text: string) => void;
  readonly onLeave: () => void;
  readonly onAction: (action: RowAction) => void;
  readonly onColumns: () => void;
  readonly onRetry: () => void;
}

/** Fills an element; lives as long as the page. */
export function createToolbar(parts: ToolbarParts): Toolbar {
  const { element, words } = parts;
  const filter = filterField(parts);
  const count = made('span', 'count');
  const selected = made('span', 'selected');
  const scope = made('span', 'scope');
  const live = made('span', 'state');
  const buttons = new Map(
    rowActions.map(action => {
      const button = toolbarButton(words.say(action), () => parts.onAction(action));
      button.dataset['action'] = action;
      return [action, button];
    }),
  );
  const columns = toolbarButton(`${words.say('columns')}…`, parts.onColumns);
  columns.dataset['action'] = 'columns';
  const actions = document.createElement('vscode-toolbar-container');
  actions.append(...buttons.values());
  const first = made('div', 'line');
  first.append(filter, count, scope, live, columns);
  const second = made('div', 'line');
  second.append(selected, actions);
  const banner = made('div', 'banner');
  banner.setAttribute('role', 'alert');
  banner.hidden = true;
  const bannerText = made('span', 'text');
  const retry = document.createElement('vscode-button');
  retry.textContent = words.say('retry');
  retry.addEventListener('click', parts.onRetry);
  banner.append(bannerText, retry);
  const progress = document.createElement('vscode-progress-bar');
  progress.ariaLabel = words.say('loading');
  element.replaceChildren(first, second, banner, progress);

  return {
    get filterText() {
      return filter.value;
    },
    focusFilter: () => filter.focus(),
    setState({ kind, failure, scope: shown }, hasRows) {
      progress.hidden = kind !== 'connecting';
      banner.hidden = kind !== 'retrying';
      const text = kind === 'retrying' && hasRows ? `${words.say('stale')} ${failure}` : failure;
      // An alert that is written anew is read anew.
      if (bannerText.textContent !== text) bannerText.textContent = text;
      live.textContent =
        kind === 'live' ? words.say('live') : kind === 'connecting' ? words.say('loading') : '';
      live.className = `state ${kind}`;
      scope.textContent = shown;
    },
    setCounts(text, chosen) {
      count.textContent = text;
      selected.textContent = chosen === 0 ? words.say('hint') : words.say('selected', words.count(chosen));
    },
    setActions(allowed) {
      for (const [action, button] of buttons) button.hidden = !allowed.has(action);
    },
  };
}

/** How many rows there are, or how many of all are shown. */
export function countText(words: Words, visible: number, all: number): string {
  return visible === all
    ? words.say('count', words.count(all))
    : words.say('countOf', words.count(visible), words.count(all));
}

function filterField({ words, filterText, onFilter, onLeave }: ToolbarParts): VscodeTextfield {
  const filter = document.createElement('vscode-textfield');
  filter.className = 'filter';
  filter.value = filterText;
  filter.placeholder = words.say('filter');
  filter.label = words.say('filter');
  filter.title = words.say('filterHelp');
  filter.addEventListener('input', () => onFilter(filter.value));
  filter.addEventListener('keydown', event => {
    if (event.key === 'Escape' && filter.value !== '') {
      filter.value = '';
      onFilter('');
    } else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return filter;
}

function toolbarButton(text: string, onClick: () => void): HTMLElement {
  const button = document.createElement('vscode-toolbar-button');
  button.textContent = text;
  button.addEventListener('click', onClick);
  return button;
}

function made(tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}
