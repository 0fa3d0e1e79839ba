import { StringDecoder } from 'node:string_decoder';
import { parseJson } from '../exactJson.ts';
import { ClusterFailure } from '../failure.ts';
import { isRecord, recordAt, textOf } from '../json.ts';
import { rowOrObject } from '../table/table.ts';
import { statusFailure } from '../transport/responseFailure.ts';
import type { SlimObject } from './collection.ts';
import type { ListEvent } from './objectList.ts';

/** What a failure of decoding names. */
export interface WatchSource {
  readonly context: string;
  readonly server: string;
  readonly path: string;
}

/** Cuts the bytes of a watch into events. */
export interface WatchDecoder<T extends SlimObject> {
  /**
   * The events that `chunk` completes, into `events`, which keeps those before a broken one; throws
   * `response.malformed`, or the failure that the server sent as an ERROR event.
   */
  decode(chunk: Uint8Array, events: ListEvent<T>[]): void;
  /** Throws `response.malformed` where the stream ended within a line. */
  end(): void;
}

/**
 * A decoder for one answer to a watch, whose chunks end within lines and characters. `slim` takes out of an object
 * what is kept.
 */
export function watchDecoder<T extends SlimObject>(
  source: WatchSource,
  slim: (object: unknown) => T,
): WatchDecoder<T> {
  const utf8 = new StringDecoder('utf8');
  let rest = '';
  const malformed = (reason: string) =>
    new ClusterFailure('response.malformed', { context: source.context, path: source.path, reason });

  function decodeLine(line: string): ListEvent<T> {
    let event: unknown;
    try {
      event = parseJson(line);
    } catch {
      // Without its cause, which quotes the line.
      throw malformed('broken JSON in a watch');
    }
    const sent = recordAt(event, 'object');
    const type = isRecord(event) ? event['type'] : undefined;
    if (type === 'ERROR') {
      const message = textOf(sent['message']) ?? '';
      const seconds = Number(recordAt(sent, 'details')['retryAfterSeconds']) || undefined;
      throw statusFailure(source.context, source.server, Number(sent['code']) || 500, message, seconds);
    }
    const object = rowOrObject(sent);
    const metadata = recordAt(object, 'metadata');
    const resourceVersion = textOf(metadata['resourceVersion']);
    if (resourceVersion === undefined) throw malformed('no resourceVersion in a watch event');
    if (type === 'BOOKMARK') return { type: 'bookmark', resourceVersion };
    if (textOf(metadata['name']) === undefined) throw malformed('no name in a watch event');
    if (type === 'ADDED' || type === 'MODIFIED') return { type: 'set', object: slim(object) };
    if (type === 'DELETED') return { type: 'deleted', object: slim(object) };
    throw malformed('unknown type of watch event');
  }

  return {
    decode(chunk, events) {
      const lines = (rest + utf8.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length))).split(
        '\n',
      );
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') events.push(decodeLine(line));
    },
    end() {
      if (rest.trim() !== '') throw malformed('a watch ended within a line');
    },
  };
}
