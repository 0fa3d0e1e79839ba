import { ClusterFailure } from '../../failure.ts';
import { lifeSign } from '../lifeSign.ts';
import type { PodAddress, PodTunnel, TunnelEvents } from '../podPort.ts';
import type { TunnelLink } from '../tunnelLink.ts';
import { createFrameReader, type FrameEvents } from './frameReader.ts';
import { flagFin, goAway, ping, rstStream, statusCancel, synStream } from './frames.ts';
import { createHeaderCompressor } from './headerBlock.ts';
import { type PortStream, portStream } from './portStream.ts';
import { sharedFlow } from './sharedFlow.ts';

/** SPDY stream numbers end here. */
const lastStreamId = 0x7fffffff;
/** What streams that are gone may still get before it is worth a new tunnel: servers go on sending after a reset. */
const mostWasted = 8 * 1024 * 1024;

/**
 * The session inside a `SPDY/3.1+portforward.k8s.io` tunnel: each connection is a stream for errors and one for data.
 * Servers know no flow control of streams, so a reader that lags far behind stops the link for all.
 */
export function spdySession(link: TunnelLink, address: PodAddress, events: TunnelEvents): PodTunnel {
  const { namespace, pod } = address;
  const flow = sharedFlow<PortStream>(link);
  const compress = createHeaderCompressor();
  const streams = new Map<number, PortStream>();
  let nextId = 1;
  let busy = 0;
  let retired = false;
  let over = false;
  const life = lifeSign(link, {
    ask: id => link.send(ping(id)),
    isOwed: () => !flow.held,
    onDead: end,
    target: address.connection,
  });

  function end(failure: ClusterFailure | undefined): void {
    if (over) return;
    over = true;
    life.stop();
    const lost = failure ?? new ClusterFailure('forward.tunnel-lost', { namespace, pod });
    for (const { duplex } of new Set(streams.values())) duplex.destroy(lost);
    flow.drained();
    link.close();
    events.onClose();
  }

  function close(): void {
    if (!over) link.send(goAway());
    end(undefined);
  }

  function retire(): void {
    retired = true;
    if (streams.size === 0) close();
  }

  /** A stream is destroyed; not `clean` where the server does not know yet. */
  function forget(stream: PortStream, clean: boolean): void {
    streams.delete(stream.dataId);
    streams.delete(stream.errorId);
    flow.catchUp(stream);
    if (!clean && !over) {
      link.send(rstStream(stream.dataId, statusCancel));
      link.send(rstStream(stream.errorId, statusCancel));
    }
    if (retired && streams.size === 0) close();
  }

  const rest = () => {
    busy -= 1;
    events.onIdle();
  };
  const read = createFrameReader(frameEvents(streams, link, retire));
  link.listen({
    message(data) {
      life.heard();
      try {
        read(data);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const { context } = address.connection;
        end(new ClusterFailure('response.malformed', { context, path: 'portforward', reason }, error));
      }
    },
    drain: flow.drained,
    close: end,
  });
  const isUsable = () => !over && !retired && nextId < lastStreamId - 4;
  return {
    get busy() {
      return busy;
    },
    get silence() {
      return life.silence;
    },
    get stalled() {
      return flow.stalled;
    },
    get usable() {
      return isUsable();
    },
    prove: life.prove,
    open(port) {
      if (!isUsable()) throw new TypeError('The tunnel takes no streams');
      const [errorId, dataId] = [nextId, nextId + 2];
      nextId += 4;
      busy += 1;
      const isAlone = () => streams.size === 2;
      const stream = portStream({ ...address, port, dataId, errorId, flow, isAlone, rest, forget });
      streams.set(dataId, stream);
      streams.set(errorId, stream);
      const common = { port: String(port), requestid: String(errorId) };
      // A server forgets a stream once both sides have ended it, and we have nothing to say on that of errors.
      link.send(
        Buffer.concat([
          synStream(errorId, compress({ streamtype: 'error', ...common }), flagFin),
          synStream(dataId, compress({ streamtype: 'data', ...common })),
        ]),
      );
      return stream.duplex;
    },
    retire,
    close,
  };
}

/** Passes what the server says to whom it is said. */
function frameEvents(
  streams: ReadonlyMap<number, PortStream>,
  link: TunnelLink,
  retire: () => void,
): FrameEvents {
  let wasted = 0;
  return {
    data(id, payload) {
      const stream = streams.get(id);
      if (stream === undefined) {
        wasted += payload.length;
        if (wasted > mostWasted) retire();
      } else if (id === stream.dataId) stream.take(payload);
      else stream.takeError(payload);
    },
    fin(id) {
      const stream = streams.get(id);
      if (id === stream?.dataId) stream.finish();
      else stream?.finishErrors();
    },
    reply: () => {},
    reset: id => streams.get(id)?.reset(),
    ping(id) {
      // Those of servers are even; others are answers to ours.
      if (id % 2 === 0) link.send(ping(id));
    },
    goAway: retire,
  };
}
