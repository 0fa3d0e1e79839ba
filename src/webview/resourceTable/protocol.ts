// What the extension and the page of a resource table say to each other; both sides check what arrives.

/** A row as it is shown; `cells` are the server's and behind them those of custom columns. */
export interface TableRow {
  /** `namespace/name`. */
  readonly key: string;
  /** Milliseconds since the epoch; 0 where it is not known. */
  readonly created: number;
  readonly cells: readonly string[];
  readonly health?: RowHealth;
  /** What can be done with it beyond what can be done with every object. */
  readonly can?: readonly ('log' | 'forward')[];
  /** What this user may not do with it, though it can be done with every object. */
  readonly cannot?: readonly 'delete'[];
}

/** How an object does. */
export type RowHealth = 'good' | 'changing' | 'bad' | 'off';

/** A column that can be shown. */
export interface PageColumn {
  /** The server's name of it, or `custom:` and a title. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Where its text comes from: a cell, or what the page makes of the row itself. */
  readonly source: number | 'namespace' | 'name' | 'age';
  /** Which order is natural for its texts. */
  readonly order: 'text' | 'duration';
}

/** By which column rows are sorted. */
export interface SortOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** Widths that the user gave to columns by their ids, in pixels. */
export type GivenWidths = Readonly<Record<string, number>>;

/** How the user wants to see a kind, as far as the page asks for it: one of them. */
export type PageSetting = { readonly sort: SortOrder } | { readonly widths: GivenWidths };

/** What a page was opened for; kept with its tab, so that a window that is reloaded has it again. */
export interface TableAddress {
  readonly context: string;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** How current the rows are. */
export interface PageState {
  readonly kind: 'connecting' | 'live' | 'retrying';
  /** Why it is retrying, in words; empty otherwise. */
  readonly failure: string;
  /** Which namespaces and labels are shown; empty where all are. */
  readonly scope: string;
}

/** What can be done with the selected rows. */
export const rowActions = ['yaml', 'log', 'forward', 'names', 'kubectl', 'delete'] as const;

/** One of them. */
export type RowAction = (typeof rowActions)[number];

/** Words of the page, in the language of the editor; `{0}` and on stand for what changes. */
export type PageTexts = Readonly<Record<PageText, string>>;

/** What the page has to say. */
export const pageTexts = [
  'table',
  'filter',
  'filterHelp',
  'count',
  'countOf',
  'selected',
  'hint',
  'loading',
  'live',
  'stale',
  'retry',
  'none',
  'noMatch',
  'columns',
  'sorted',
  'sortedDown',
  'yaml',
  'log',
  'forward',
  'names',
  'kubectl',
  'delete',
  'good',
  'changing',
  'bad',
  'off',
] as const;

/** One of them. */
export type PageText = (typeof pageTexts)[number];

/** From the extension to its page. */
export type ToPage =
  | {
      readonly type: 'start';
      readonly address: TableAddress;
      readonly texts: PageTexts;
      /** BCP 47, for numbers. */
      readonly language: string;
      readonly sort: SortOrder | undefined;
      readonly widths: GivenWidths;
    }
  | { readonly type: 'columns'; readonly columns: readonly PageColumn[] }
  | { readonly type: 'state'; readonly state: PageState }
  | {
      readonly type: 'rows';
      /** To be answered with `taken`, so that no more is sent than the page takes in. */
      readonly batch: number;
      /** Forget all that came before. */
      readonly fresh: boolean;
      /** With it the page has all rows that there were when it was to forget. */
      readonly whole: boolean;
      readonly set: readonly TableRow[];
      readonly deleted: readonly string[];
    }
  /** A menu of the editor asks for it: the page knows what is selected. */
  | { readonly type: 'perform'; readonly action: RowAction };

/** From the page to the extension. */
export type FromPage =
  /** It was loaded and knows nothing yet. */
  | { readonly type: 'ready' }
  | { readonly type: 'taken'; readonly batch: number }
  | { readonly type: 'action'; readonly action: RowAction; readonly keys: readonly string[] }
  /** How the user wants to see the kind from now on. */
  | { readonly type: 'seen-as'; readonly setting: PageSetting }
  /** A label selector stands in the filter; empty where none does. */
  | { readonly type: 'labels'; readonly selector: string }
  | { readonly type: 'columns' }
  | { readonly type: 'retry' };

/** The message, where it is one that a page sends; what it holds beyond that is dropped. */
export function fromPage(message: unknown): FromPage | undefined {
  if (!isObject(message)) return undefined;
  const { type } = message;
  switch (type) {
    case 'ready':
    case 'columns':
    case 'retry':
      return { type };
    case 'taken':
      return Number.isInteger(message['batch']) ? { type, batch: message['batch'] as number } : undefined;
    case 'labels':
      return typeof message['selector'] === 'string' ? { type, selector: message['selector'] } : undefined;
    case 'seen-as': {
      const setting = pageSetting(message['setting']);
      return setting === undefined ? undefined : { type, setting };
    }
    case 'action': {
      const action = rowActions.find(each => each === message['action']);
      const keys = message['keys'];
      return action === undefined || !isTexts(keys) ? undefined : { type, action, keys };
    }
    default:
      return undefined;
  }
}

/** The message, where it is one of the extension's; anybody in the page's frame could send one. */
export function toPage(message: unknown): ToPage | undefined {
  if (!isObject(message)) return undefined;
  const isWhole =
    (message['type'] === 'start' &&
      isObject(message['texts']) &&
      isObject(message['widths']) &&
      tableAddress(message['address'])) ||
    (message['type'] === 'columns' && Array.isArray(message['columns'])) ||
    (message['type'] === 'state' && isObject(message['state'])) ||
    (message['type'] === 'rows' && Array.isArray(message['set']) && isTexts(message['deleted'])) ||
    (message['type'] === 'perform' && rowActions.some(each => each === message['action']));
  return isWhole ? (message as unknown as ToPage) : undefined;
}

/** The value, where it says by which column to sort. */
export function sortOrder(value: unknown): SortOrder | undefined {
  if (!isObject(value) || typeof value['column'] !== 'string') return undefined;
  return { column: value['column'], descending: value['descending'] === true };
}

/** The value, where it gives widths to columns. */
export function givenWidths(value: unknown): GivenWidths | undefined {
  if (!isObject(value)) return undefined;
  const isWidth = (width: unknown) => typeof width === 'number' && width > 0 && Number.isFinite(width);
  return Object.values(value).every(isWidth) ? (value as GivenWidths) : undefined;
}

function pageSetting(value: unknown): PageSetting | undefined {
  if (!isObject(value)) return undefined;
  const sort = sortOrder(value['sort']);
  const widths = givenWidths(value['widths']);
  return sort !== undefined ? { sort } : widths !== undefined ? { widths } : undefined;
}

/** The value, where it names a kind of a context. */
export function tableAddress(value: unknown): TableAddress | undefined {
  if (!isObject(value)) return undefined;
  const { context, group, version, resource, kind, namespaced } = value;
  const texts = [context, group, version, resource, kind];
  if (!isTexts(texts) || typeof namespaced !== 'boolean') return undefined;
  const [c = '', g = '', v = '', r = '', k = ''] = texts;
  return { context: c, group: g, version: v, resource: r, kind: k, namespaced };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(each => typeof each === 'string');
}
