import type { Memento } from 'vscode';
import type { ResourceId } from '../../cluster/resource.ts';
import type { CustomColumn } from '../../cluster/table/customColumns.ts';
import {
  type GivenWidths,
  givenWidths,
  type SortOrder,
  sortOrder,
} from '../../webview/resourceTable/protocol.ts';

/** How the user wants to see a kind; the same for all contexts. */
export interface KindSettings {
  readonly sort?: SortOrder;
  /** Ids of the columns that are shown. */
  readonly columns?: readonly string[];
  readonly custom?: readonly CustomColumn[];
  readonly widths?: GivenWidths;
}

/** How kinds are shown, kept with the workspace. */
export interface TableSettings {
  of(kind: Pick<ResourceId, 'group' | 'resource'>): KindSettings;
  /** Changes what is given and leaves the rest as it is. */
  set(kind: Pick<ResourceId, 'group' | 'resource'>, settings: KindSettings): Promise<void>;
}

const key = 'kubewright.resourceTables';

/** What was kept by another version may be of another shape, and is then left out. */
export function createTableSettings(memento: Memento): TableSettings {
  const all = () => memento.get<Record<string, unknown>>(key, {});
  const nameOf = ({ group, resource }: Pick<ResourceId, 'group' | 'resource'>) => `${resource}.${group}`;
  const of = (kind: Pick<ResourceId, 'group' | 'resource'>) => checked(all()[nameOf(kind)]);
  return {
    of,
    async set(kind, settings) {
      await memento.update(key, { ...all(), [nameOf(kind)]: { ...of(kind), ...settings } });
    },
  };
}

function checked(value: unknown): KindSettings {
  if (typeof value !== 'object' || value === null) return {};
  const { sort, columns, custom, widths } = value as Readonly<Record<string, unknown>>;
  const order = sortOrder(sort);
  const given = givenWidths(widths);
  return {
    ...(order === undefined ? {} : { sort: order }),
    ...(given === undefined ? {} : { widths: given }),
    ...(isList(columns) && columns.every(each => typeof each === 'string') ? { columns } : {}),
    ...(isList(custom) ? { custom: custom.filter(isColumn) } : {}),
  };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isColumn(value: unknown): value is CustomColumn {
  if (typeof value !== 'object' || value === null) return false;
  const { title, path } = value as Readonly<Record<string, unknown>>;
  return typeof title === 'string' && typeof path === 'string';
}
