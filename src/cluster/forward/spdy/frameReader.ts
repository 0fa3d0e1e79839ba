import { controlType, flagFin, headBytes } from './frames.ts';

/** What a server says, piece by piece. */
export interface FrameEvents {
  /** Part of a DATA frame's payload: a view of what was read, valid for as long as one likes. */
  data(streamId: number, payload: Buffer): void;
  /** The server will send nothing more on the stream. */
  fin(streamId: number): void;
  /** The server has accepted the stream. */
  reply(streamId: number): void;
  reset(streamId: number, status: number): void;
  ping(id: number): void;
  goAway(): void;
}

/** Larger control frames are no port-forward's. */
const mostControlBytes = 64 * 1024;

/**
 * Takes a session's bytes in any chunks and tells what they say; the payload of a DATA frame is passed on as it comes.
 * Header blocks are skipped: a port-forward's have nothing to tell. Throws a RangeError at what is no SPDY.
 */
export function createFrameReader(events: FrameEvents): (chunk: Buffer) => void {
  const head = Buffer.alloc(headBytes);
  let headLength = 0;
  /** Of the frame under way; `undefined` between frames. */
  let frame: Frame | undefined;
  let left = 0;
  let control: Buffer[] = [];

  function begin(bytes: Buffer, at: number): void {
    const first = bytes.readUInt32BE(at);
    const flags = bytes[at + 4] ?? 0;
    left = bytes.readUIntBE(at + 5, 3);
    const isControl = first >= 0x80000000;
    if (isControl && ((first >>> 16) & 0x7fff) !== 3) throw new RangeError('no SPDY/3 frame');
    if (isControl && left > mostControlBytes) throw new RangeError('a control frame is too large');
    frame = isControl ? { type: first & 0xffff, streamId: 0, flags } : { type: 0, streamId: first, flags };
  }

  function end(): void {
    const ended = frame;
    const payload = control.length === 1 ? control[0] : Buffer.concat(control);
    frame = undefined;
    control = [];
    if (ended === undefined || payload === undefined) return;
    if (ended.type === 0) {
      if ((ended.flags & flagFin) !== 0) events.fin(ended.streamId);
    } else tell(ended, payload, events);
  }

  return chunk => {
    let at = 0;
    while (at < chunk.length) {
      if (frame === undefined) {
        if (headLength === 0 && chunk.length - at >= headBytes) {
          begin(chunk, at);
          at += headBytes;
        } else {
          const copied = chunk.copy(head, headLength, at, at + headBytes - headLength);
          headLength += copied;
          at += copied;
          if (headLength < headBytes) return;
          headLength = 0;
          begin(head, 0);
        }
      } else {
        const part = at === 0 && chunk.length <= left ? chunk : chunk.subarray(at, at + left);
        left -= part.length;
        at += part.length;
        if (frame.type === 0) events.data(frame.streamId, part);
        else control.push(part);
      }
      if (left === 0) end();
    }
  };
}

interface Frame {
  /** 0 for DATA. */
  readonly type: number;
  readonly streamId: number;
  readonly flags: number;
}

function tell({ type, flags }: Frame, payload: Buffer, events: FrameEvents): void {
  if (payload.length < 4) throw new RangeError('a control frame is too short');
  const id = payload.readUInt32BE(0);
  const streamId = id & 0x7fffffff;
  if (type === controlType.ping) events.ping(id);
  else if (type === controlType.goAway) events.goAway();
  else if (type === controlType.rstStream && payload.length >= 8)
    events.reset(streamId, payload.readUInt32BE(4));
  else if (type === controlType.synReply) {
    events.reply(streamId);
    if ((flags & flagFin) !== 0) events.fin(streamId);
  }
}
