import type { Effect } from './effect.ts';
import type { ChartRequest } from './helm/request.ts';
import type { Kustomization } from './load/kustomization.ts';
import type { KustomizeProblem } from './problems.ts';
import type { RemoteRequest } from './remote/request.ts';
import type { Chart, Entry, Need, Remote } from './snapshot.ts';

/** What a build of a directory asked and found. */
export interface Findings {
  /** Entries asked for, by path; a memo of the result holds for as long as all of them stay the same. */
  readonly reads: Map<string, Entry>;
  /** Likewise what was fetched, by the request's key. */
  readonly remotes: Map<string, RemoteRead>;
  readonly charts: Map<string, ChartRead>;
  /** The repositories that were entered, as their items spell them: a cycle is told by the text. */
  readonly entered: Set<string>;
  readonly needs: Need[];
  readonly problems: KustomizeProblem[];
  /** Of every entry that ran and whose effect is recorded, in the order in which they ran. */
  readonly effects: Effect[];
  /** Every kustomization that took part, bases and components included, each as often as it did. */
  readonly kustomizations: Kustomization[];
  /** Whether a chart looked at `helmNamespace`, so that the result holds for no other. */
  readonly namespaceCounts: { value: boolean };
}

/** A remote request with what it came to. */
export interface RemoteRead {
  readonly request: RemoteRequest;
  readonly remote: Remote;
}

/** A chart request with what it came to. */
export interface ChartRead {
  readonly request: ChartRequest;
  readonly chart: Chart;
}

/** Takes over what a part of the build found; the part may come from a memo. */
export function absorb(whole: Findings, part: Findings): void {
  for (const [path, entry] of part.reads) whole.reads.set(path, entry);
  for (const [key, read] of part.remotes) whole.remotes.set(key, read);
  for (const [key, read] of part.charts) whole.charts.set(key, read);
  for (const raw of part.entered) whole.entered.add(raw);
  if (part.namespaceCounts.value) whole.namespaceCounts.value = true;
  whole.needs.push(...part.needs);
  whole.problems.push(...part.problems);
  whole.effects.push(...part.effects);
  whole.kustomizations.push(...part.kustomizations);
}
