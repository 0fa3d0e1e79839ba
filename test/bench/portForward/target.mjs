// What the ports lead to: takes `down N`, `up N` or `echo` as a first line, and does that as fast as it can.
import { createServer } from 'node:net';

const block = Buffer.alloc(1024 * 1024, 7);

const server = createServer({ noDelay: true }, socket => {
  let mode = '';
  let left = 0;
  let head = '';
  socket.on('error', () => {});
  const pump = () => {
    while (left > 0) {
      const part = left >= block.length ? block : block.subarray(0, left);
      left -= part.length;
      if (!socket.write(part)) return;
    }
  };
  socket.on('drain', () => {
    if (mode === 'down') pump();
  });
  socket.on('data', chunk => {
    if (mode === '') {
      head += chunk.toString('latin1');
      const at = head.indexOf('\n');
      if (at < 0) return;
      const [word = '', count] = head.slice(0, at).split(' ');
      mode = word;
      left = Number(count) - (mode === 'up' ? head.length - at - 1 : 0);
      if (mode === 'down') pump();
    } else left -= chunk.length;
    if (mode === 'up' && left <= 0) socket.end('k');
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
