import type { Connection } from '../../src/cluster/connection.ts';
import { ClusterFailure } from '../../src/cluster/failure.ts';
import { objectMeta } from '../../src/cluster/resource.ts';
import type { Answer, ReadRequest, StreamAnswer } from '../../src/cluster/transport/request.ts';
import type { SlimObject } from '../../src/cluster/watch/collection.ts';

/** What a slimmed object of the model is. */
export type ModelObject = SlimObject;

export const slimModel = (object: unknown): ModelObject => ({ metadata: objectMeta(object) });

/** How a watch ends. */
export type Cut = 'end' | 'reset' | 'half line' | 'garbage';

interface LoggedEvent {
  readonly version: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly name: string;
}

/**
 * The rules by which an API server lists and watches, without a network: versions, paging as of one moment, a window of
 * past events that compaction cuts, and watches that end in every way. What it does is decided by the test alone.
 */
export class ModelServer {
  version = 100;
  /** Name to version. */
  readonly objects = new Map<string, number>();
  /** The version of each name's last deletion. */
  readonly deletedAt = new Map<string, number>();
  lists = 0;
  /** Answers after which a client has to list again. */
  gone = 0;
  failedLists = 0;
  /** Lists that fail before one succeeds. */
  listsToFail = 0;
  #log: LoggedEvent[] = [];
  #oldest = 100;
  readonly #snapshots = new Map<string, { version: number; names: [string, number][] }>();
  readonly #watches = new Set<WatchQueue>();

  put(name: string): void {
    this.version += 1;
    const type = this.objects.has(name) ? 'MODIFIED' : 'ADDED';
    this.objects.set(name, this.version);
    this.#emit({ version: this.version, type, name });
  }

  remove(name: string): void {
    if (!this.objects.delete(name)) return;
    this.version += 1;
    this.deletedAt.set(name, this.version);
    this.#emit({ version: this.version, type: 'DELETED', name });
  }

  bookmark(): void {
    for (const watch of this.#watches) {
      watch.line({ type: 'BOOKMARK', object: { metadata: { resourceVersion: String(this.version) } } });
    }
  }

  /** Forgets the past: watches and lists that start there get 410. */
  compact(): void {
    this.#log = [];
    this.#oldest = this.version;
    this.#snapshots.clear();
  }

  cut(how: Cut): void {
    for (const watch of this.#watches) watch.cut(how);
    this.#watches.clear();
  }

  readonly connection: Pick<Connection, 'context' | 'server' | 'get' | 'stream'> = {
    context: 'model',
    server: 'https://model',
    get: request => this.#list(request),
    stream: request => this.#watch(request),
  };

  #emit(event: LoggedEvent): void {
    this.#log.push(event);
    for (const watch of this.#watches) watch.line(eventJson(event));
  }

  #expired(): ClusterFailure {
    this.gone += 1;
    return new ClusterFailure('response.gone', { context: 'model', message: 'too old' });
  }

  async #list(request: ReadRequest): Promise<Answer> {
    await tick();
    const token = request.query?.['continue'];
    if (token === undefined) this.lists += 1;
    if (this.listsToFail > 0) {
      this.listsToFail -= 1;
      this.failedLists += 1;
      throw new ClusterFailure('connection.reset', { context: 'model', server: 'https://model' });
    }
    const snapshot =
      token === undefined
        ? { version: this.version, names: [...this.objects] }
        : this.#snapshots.get(String(token));
    if (snapshot === undefined) throw this.#expired();
    // Small pages, so that few objects make several.
    const page = snapshot.names.slice(0, 3);
    const rest = snapshot.names.slice(3);
    const next = rest.length === 0 ? undefined : `${snapshot.version}-${rest.length}-${Math.random()}`;
    if (next !== undefined) this.#snapshots.set(next, { version: snapshot.version, names: rest });
    const list = {
      metadata: { resourceVersion: String(snapshot.version), continue: next },
      items: page.map(([name, version]) => objectJson(name, version)),
    };
    return { status: 200, headers: {}, body: new Uint8Array(), json: () => list };
  }

  async #watch(request: ReadRequest): Promise<StreamAnswer> {
    await tick();
    const from = Number(request.query?.['resourceVersion']);
    const watch = new WatchQueue(request.signal);
    if (from < this.#oldest) {
      // As the API server does: the answer is 200, the 410 an event.
      this.gone += 1;
      watch.line({ type: 'ERROR', object: { kind: 'Status', code: 410, message: 'too old' } });
      watch.cut('end');
    } else {
      for (const event of this.#log) if (event.version > from) watch.line(eventJson(event));
      this.#watches.add(watch);
    }
    return { status: 200, headers: {}, body: watch.read() };
  }
}

class WatchQueue {
  #bytes: Uint8Array[] = [];
  #end: Cut | undefined;
  #wake = () => {};
  readonly #signal: AbortSignal | undefined;

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener('abort', () => this.#wake());
  }

  line(event: object): void {
    // In two pieces, since chunks of a network know nothing of lines.
    const text = Buffer.from(`${JSON.stringify(event)}\n`);
    this.#bytes.push(text.subarray(0, 11), text.subarray(11));
    this.#wake();
  }

  cut(how: Cut): void {
    if (how === 'half line') this.#bytes.push(Buffer.from('{"type":"ADDED","object":{"meta'));
    if (how === 'garbage') this.#bytes.push(Buffer.from('<html>\n'));
    this.#end = how;
    this.#wake();
  }

  async *read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (this.#signal?.aborted) throw new DOMException('Aborted', 'AbortError');
      const next = this.#bytes.shift();
      if (next !== undefined) yield next;
      else if (this.#end === 'reset') {
        throw new ClusterFailure('connection.reset', { context: 'model', server: 'https://model' });
      } else if (this.#end !== undefined) return;
      else {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
    }
  }
}

function eventJson({ type, name, version }: LoggedEvent): object {
  return { type, object: objectJson(name, version) };
}

function objectJson(name: string, version: number): object {
  return { metadata: { name, namespace: 'ns', uid: name, resourceVersion: String(version) } };
}

export function tick(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
