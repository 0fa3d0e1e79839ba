// Loaded into a process that is measured: on SIGUSR2 it writes what its heap holds, in MB, and how long its event loop
// was blocked at most since the last time, in ms, to standard error.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('SIGUSR2', () => {
  const blocked = delay.max / 1e6;
  delay.reset();
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed / 1024 / 1024;
  process.stderr.write(`measured ${heap.toFixed(1)} ${blocked.toFixed(1)}\n`);
});
