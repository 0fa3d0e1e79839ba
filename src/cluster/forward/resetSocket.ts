import type { Socket } from 'node:net';

/**
 * Closes with a reset at once, which tells the other side that bytes may be missing; in an orderly way where everything,
 * our end included, was sent before. Harmless when repeated.
 */
export function resetSocket(socket: Socket): void {
  if (socket.destroyed) return;
  if (socket.writableEnded && socket.writableLength === 0) {
    socket.destroy();
    return;
  }
  // Node would first wait until everything is sent, which a reader that has stopped never lets happen, and a reset that
  // comes while it ends the socket leaves the handle open.
  socket.destroySoon = socket.destroy;
  socket.resetAndDestroy();
}
