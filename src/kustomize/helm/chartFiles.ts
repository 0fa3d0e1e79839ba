import { type BuildContext, lookUp, report } from '../buildContext.ts';
import { type Clone, staysIn } from '../remote/clone.ts';
import type { Entry } from '../snapshot.ts';
import type { ChartEntry } from './chartEntry.ts';
import type { ChartFile } from './request.ts';

/** Helm itself takes no bigger chart. */
const maxChartBytes = 20 * 1024 * 1024;
const maxChartFiles = 10_000;
/** Deeper directories are those of a link that leads back to where it stands. */
const maxDepth = 32;

/** A chart that was found, with all its files as the snapshot has them; links are followed, as helm does. */
export type FoundFile = ChartFile & { readonly entry: Extract<Entry, { kind: 'file' }> };

interface Walk {
  readonly context: BuildContext;
  readonly chart: ChartEntry;
  readonly clone: Clone | undefined;
  readonly files: FoundFile[];
  bytes: number;
  /** Whether everything is known so far. */
  complete: boolean;
  refused: boolean;
}

/**
 * Every file of the chart in a directory, so that the build depends on each of them. `undefined` where not all is known
 * yet, or where the chart is too large or leads out of `clone`, the repository it was fetched with, which is reported.
 */
export function readChartFiles(
  context: BuildContext,
  chart: ChartEntry,
  directory: string,
  clone: Clone | undefined,
): readonly FoundFile[] | undefined {
  const walk: Walk = { context, chart, clone, files: [], bytes: 0, complete: true, refused: false };
  visit(walk, directory, '', 0);
  return walk.complete && !walk.refused ? walk.files : undefined;
}

function visit(walk: Walk, path: string, relative: string, depth: number): void {
  const { context, chart } = walk;
  if (walk.refused) return;
  const entry = lookUp(context, path);
  if (entry === undefined) {
    walk.complete = false;
    return;
  }
  if (entry.kind === 'absent' || entry.kind === 'unreadable') return;
  if (!staysIn(walk.clone, entry.realpath)) {
    walk.refused = true;
    report(context, 'remote.outside-repository', { path: relative || chart.name }, chart.location);
  } else if (entry.kind === 'directory') {
    if (depth >= maxDepth) return;
    for (const name of entry.names) {
      if (name !== '.git')
        visit(walk, `${path}/${name}`, relative === '' ? name : `${relative}/${name}`, depth + 1);
    }
  } else {
    walk.bytes += entry.bytes.length;
    walk.files.push({ path: relative, bytes: entry.bytes, entry });
    if (walk.bytes <= maxChartBytes && walk.files.length <= maxChartFiles) return;
    walk.refused = true;
    report(context, 'helm.chart-too-large', { chart: chart.name, limit: maxChartBytes }, chart.location);
  }
}
