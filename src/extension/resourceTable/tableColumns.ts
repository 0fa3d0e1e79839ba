import type { CustomColumn } from '../../cluster/table/customColumns.ts';
import type { TableColumn } from '../../cluster/table/table.ts';
import type { PageColumn } from '../../webview/resourceTable/protocol.ts';

/** A column with whether it is shown. */
export interface ChoosableColumn extends PageColumn {
  readonly isShown: boolean;
  /** What the user wrote, where it is theirs. */
  readonly custom: CustomColumn | undefined;
}

/** What the columns of a table follow from. */
export interface ColumnChoice {
  /** The server's. */
  readonly columns: readonly TableColumn[];
  readonly custom: readonly CustomColumn[];
  /** Ids of those the user wants; `undefined` where they never chose. */
  readonly chosen: readonly string[] | undefined;
  /** Whether objects of several namespaces are shown. */
  readonly withNamespace: boolean;
  /** In the user's language; the server's names stay as they are. */
  readonly namespaceTitle: string;
}

/** The id of the column that tells the namespace. */
export const namespaceColumn = 'namespace:';

/** All columns in the order in which they are shown; the name is always among the shown ones. */
export function tableColumns(choice: ColumnChoice): readonly ChoosableColumn[] {
  const { columns, custom, chosen, withNamespace, namespaceTitle } = choice;
  const isChosen = (id: string, otherwise: boolean) =>
    chosen === undefined ? otherwise : chosen.includes(id);
  const server = columns.map((column, index): ChoosableColumn => {
    const isName = index === 0;
    return {
      id: column.name,
      title: column.name,
      description: column.description,
      source: isName ? 'name' : isAge(column) ? 'age' : index,
      order: isDuration(column) ? 'duration' : 'text',
      isShown: isName || isChosen(column.name, column.priority === 0),
      custom: undefined,
    };
  });
  const own = custom.map((column, index): ChoosableColumn => {
    const id = customId(column);
    return {
      id,
      title: column.title,
      description: column.path,
      source: columns.length + index,
      order: 'text',
      isShown: isChosen(id, true),
      custom: column,
    };
  });
  const namespace: ChoosableColumn = {
    id: namespaceColumn,
    title: namespaceTitle,
    description: '',
    source: 'namespace',
    order: 'text',
    isShown: true,
    custom: undefined,
  };
  if (columns.length === 0) return [];
  return [...(withNamespace ? [namespace] : []), ...server, ...own];
}

/** The id of a column of the user's. */
export function customId({ title, path }: CustomColumn): string {
  return `custom:${title}:${path}`;
}

/** Where the server's own age stands, which is out of date as soon as it is sent; -1 where there is none. */
export function ageIndex(columns: readonly TableColumn[]): number {
  return columns.findIndex(isAge);
}

function isAge({ name }: TableColumn): boolean {
  return name === 'Age';
}

/** Of Kubernetes' own kinds; those of custom resources say it by their type. */
function isDuration({ name, type }: TableColumn): boolean {
  return type === 'date' || /^(?:duration|requestedduration|last .+|.+ seen|.+ ago)$/i.test(name);
}
