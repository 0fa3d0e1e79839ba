/** Control frames of SPDY/3.1 that matter here; servers of Kubernetes know no WINDOW_UPDATE and ignore SETTINGS. */
export const controlType = {
  synStream: 1,
  synReply: 2,
  rstStream: 3,
  ping: 6,
  goAway: 7,
} as const;

/** Of DATA, SYN_STREAM and SYN_REPLY: the sender has nothing more to say. */
export const flagFin = 1;

/** Status of a RST_STREAM whose sender wants nothing more of the stream. */
export const statusCancel = 5;

/** Bytes of a frame before its payload. */
export const headBytes = 8;

const controlBit = 0x8000;
const version = 3;

/** SYN_STREAM of the lowest number for priority, which is the highest; `flagFin` where we have nothing to say on it. */
export function synStream(streamId: number, headerBlock: Buffer, flags = 0): Buffer {
  const frame = controlFrame(controlType.synStream, 10 + headerBlock.length);
  frame[4] = flags;
  frame.writeUInt32BE(streamId, headBytes);
  headerBlock.copy(frame, headBytes + 10);
  return frame;
}

/** RST_STREAM. */
export function rstStream(streamId: number, status: number): Buffer {
  const frame = controlFrame(controlType.rstStream, 8);
  frame.writeUInt32BE(streamId, headBytes);
  frame.writeUInt32BE(status, headBytes + 4);
  return frame;
}

/** PING; those of a client are odd. */
export function ping(id: number): Buffer {
  const frame = controlFrame(controlType.ping, 4);
  frame.writeUInt32BE(id, headBytes);
  return frame;
}

/** GOAWAY of somebody who has accepted no stream. */
export function goAway(): Buffer {
  return controlFrame(controlType.goAway, 8);
}

/** Writes the head of a DATA frame whose payload of so many bytes follows. */
export function writeDataHead(into: Buffer, streamId: number, flags: number, bytes: number): void {
  into.writeUInt32BE(streamId, 0);
  into.writeUInt32BE(flags * 0x1000000 + bytes, 4);
}

function controlFrame(type: number, payloadBytes: number): Buffer {
  const frame = Buffer.alloc(headBytes + payloadBytes);
  frame.writeUInt16BE(controlBit | version, 0);
  frame.writeUInt16BE(type, 2);
  frame.writeUInt32BE(payloadBytes, 4);
  return frame;
}
