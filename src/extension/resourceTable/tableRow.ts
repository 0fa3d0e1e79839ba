import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import type { WithCustom } from '../../cluster/table/customColumns.ts';
import type { TableRow } from '../../webview/resourceTable/protocol.ts';
import type { LiveList } from '../clusters/liveList.ts';

/** An object as its page gets it. The cell at `age` is left out, since the page tells ages itself. */
export function tableRow(
  key: string,
  object: Listed<WithCustom>,
  age: number,
  offers: LiveList<WithCustom>['offers'] = () => true,
): TableRow {
  const { metadata, health, capabilities, cells, custom } = object;
  const created = Date.parse(metadata.creationTimestamp);
  const can = [
    ...(capabilities.includes('loggable') && offers('log', metadata.namespace) ? (['log'] as const) : []),
    ...(capabilities.includes('forwardable') && offers('forward', metadata.namespace)
      ? (['forward'] as const)
      : []),
  ];
  return {
    key,
    created: Number.isNaN(created) ? 0 : created,
    cells: [...cells.map((cell, index) => (index === age ? '' : cell)), ...custom],
    ...(health === undefined ? {} : { health }),
    ...(can.length === 0 ? {} : { can }),
    ...(offers('delete', metadata.namespace) ? {} : { cannot: ['delete'] as const }),
  };
}
