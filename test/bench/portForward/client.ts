import { connect } from 'node:net';

const mebibyte = 1024 * 1024;
const block = Buffer.alloc(mebibyte, 7);

/** How one connection went, in milliseconds. */
export interface Exchange {
  readonly firstByte: number;
  readonly all: number;
}

/** Takes so many bytes over a connection of its own; rejects where it closes before. */
export function download(port: number, bytes: number): Promise<Exchange> {
  return exchange(port, `down ${bytes}\n`, 0, bytes);
}

/** Sends so many, and waits for the answer that all have come. */
export function upload(port: number, bytes: number): Promise<Exchange> {
  return exchange(port, `up ${bytes}\n`, bytes, 1);
}

function exchange(port: number, command: string, sending: number, wanted: number): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let left = sending;
    let got = 0;
    let firstByte = Number.NaN;
    const pump = () => {
      while (left > 0) {
        const part = left >= block.length ? block : block.subarray(0, left);
        left -= part.length;
        if (!socket.write(part)) return;
      }
    };
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`closed after ${got} bytes`)));
    socket.on('drain', pump);
    socket.on('data', chunk => {
      if (got === 0) firstByte = performance.now() - began;
      got += chunk.length;
      if (got < wanted) return;
      resolve({ firstByte, all: performance.now() - began });
      socket.destroy();
    });
    socket.write(command);
    pump();
  });
}

/** Reads at so many mebibytes a second, for so many seconds. */
export async function readSlowly(port: number, bytes: number, rate: number, seconds: number): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => {});
  socket.write(`down ${bytes}\n`);
  const end = performance.now() + seconds * 1000;
  const began = performance.now();
  let got = 0;
  for await (const chunk of socket) {
    got += (chunk as Buffer).length;
    if (performance.now() > end) break;
    const due = began + (got / mebibyte / rate) * 1000;
    const early = due - performance.now();
    if (early > 0) await new Promise(resolve => setTimeout(resolve, early));
  }
  socket.destroy();
}
