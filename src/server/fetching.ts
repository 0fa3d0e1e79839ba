import { type ChartRequest, chartKey } from '../kustomize/helm/request.ts';
import { shownUrl } from '../kustomize/remote/problems.ts';
import { type RemoteRequest, requestKey } from '../kustomize/remote/request.ts';
import type { Chart, Need, Remote } from '../kustomize/snapshot.ts';
import type { Fetchers } from '../node/fetchers.ts';

/** What is fetched and rendered behind the back of builds, for a snapshot. */
export interface Fetching {
  remote(request: RemoteRequest): Remote | undefined;
  chart(request: ChartRequest): Chart | undefined;
  /** Begins with what is not known and not under way; `onFetched` tells when it is there. */
  request(needs: readonly Need[]): void;
  /** Forgets what may have changed or failed since; gives the keys of the requests. */
  again(): readonly string[];
  /** Ends everything under way. */
  dispose(): void;
}

/** Shows that something is fetched, and lets the user end it. */
export interface FetchProgress {
  readonly signal: AbortSignal;
  report(what: string): void;
  done(): void;
}

/** What fetching stands on. */
export interface FetchingPorts {
  /** Told the keys of requests that have an answer now. */
  onFetched(keys: readonly string[]): void;
  showProgress(): Promise<FetchProgress>;
  /** Whether some root still asks for what a key stands for. */
  isWanted(key: string): boolean;
  /** Milliseconds since somebody typed last. */
  quietMs(): number;
  onFailure(error: unknown): void;
}

/** While somebody types a URL, each part of it is one: nothing is fetched before they pause for so long. */
const pauseMs = 1000;
/** One fetch often leads to the next; so long they count as one. */
const lingerMs = 300;

type Request = Exclude<Need, { kind: 'entry' }>;

/** Nothing fetched yet. Git, helm and the network are used only for what is requested. */
export function createFetching(ports: FetchingPorts): Fetching {
  const { onFetched, showProgress, onFailure } = ports;
  let fetchers: Fetchers | undefined;
  const underWay = new Set<string>();
  const cancelled = new Map<string, Remote | Chart>();
  const closed = new AbortController();
  let progress: Promise<FetchProgress> | undefined;

  function endProgress(): void {
    if (underWay.size > 0 || progress === undefined) return;
    const ended = progress;
    progress = undefined;
    ended.then(shown => shown.done()).catch(onFailure);
  }

  async function run(need: Request, key: string): Promise<void> {
    for (let left = pauseMs - ports.quietMs(); left > 0; left = pauseMs - ports.quietMs()) {
      await new Promise(resolve => setTimeout(resolve, left).unref());
    }
    // Builds are told of a moment after they asked.
    await new Promise(resolve => setImmediate(resolve));
    if (!ports.isWanted(key) || closed.signal.aborted) {
      underWay.delete(key);
      return;
    }
    // What the user ended stays ended; what comes later is shown anew.
    if ((await progress)?.signal.aborted === true) progress = undefined;
    progress ??= showProgress();
    const shown = await progress;
    const signal = AbortSignal.any([shown.signal, closed.signal]);
    try {
      const { createFetchers } = await import('../node/fetchers.ts');
      fetchers ??= createFetchers(process.env, process.cwd());
      shown.report(nameOf(need));
      await fetchers.load([need], signal);
    } catch (error) {
      if (!signal.aborted) onFailure(error);
      else cancelled.set(key, cancellation(need));
    }
    underWay.delete(key);
    if (!closed.signal.aborted) onFetched([key]);
    setTimeout(endProgress, lingerMs).unref();
  }

  return {
    remote(request) {
      const answer = cancelled.get(requestKey(request)) as Remote | undefined;
      return answer ?? fetchers?.remote(request);
    },
    chart(request) {
      const answer = cancelled.get(chartKey(request)) as Chart | undefined;
      return answer ?? fetchers?.chart(request);
    },
    request(needs) {
      for (const need of needs) {
        if (need.kind === 'entry') continue;
        const key = need.kind === 'remote' ? requestKey(need.request) : chartKey(need.request);
        if (underWay.has(key) || closed.signal.aborted) continue;
        underWay.add(key);
        run(need, key).catch(onFailure);
      }
    },
    again() {
      const keys = [...cancelled.keys(), ...(fetchers?.forget() ?? [])];
      cancelled.clear();
      return keys;
    },
    dispose: () => closed.abort(),
  };
}

function nameOf(need: Request): string {
  if (need.kind === 'chart') return need.request.name;
  return shownUrl(need.request.form === 'url' ? need.request.url : need.request.repository);
}

function cancellation(need: Request): Remote | Chart {
  if (need.kind === 'chart') {
    return { kind: 'failed', failure: { code: 'helm.cancelled', params: { chart: nameOf(need) } } };
  }
  return { kind: 'failed', failure: { code: 'remote.cancelled', params: { url: nameOf(need) } } };
}
