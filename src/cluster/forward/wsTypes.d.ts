import type { Duplex, Writable } from 'node:stream';

declare module 'ws' {
  /** Frames messages onto a socket that was upgraded elsewhere. */
  class Sender {
    constructor(socket: Duplex, extensions: Record<string, never>, generateMask?: (mask: Buffer) => void);
    send(data: Buffer, options: SendOptions, done?: (error?: Error) => void): void;
    ping(data: Buffer, mask: boolean, done?: (error?: Error) => void): void;
    pong(data: Buffer, mask: boolean, done?: (error?: Error) => void): void;
    close(code: number, reason: Buffer | undefined, mask: boolean, done?: (error?: Error) => void): void;
  }

  /** How one message is framed; `mask` is what clients must do, `readOnly` keeps the data as they are. */
  interface SendOptions {
    readonly binary: boolean;
    readonly compress: boolean;
    readonly fin: boolean;
    readonly mask: boolean;
    readonly readOnly?: boolean;
  }

  /** Makes messages of what a socket reads. */
  class Receiver extends Writable {
    constructor(options: { readonly maxPayload: number });
  }
}
