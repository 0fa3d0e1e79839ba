// Loaded before a command: writes the most heap that it used, in bytes, into the file that PEAK_HEAP_FILE names.
import { writeFileSync } from 'node:fs';

const file = process.env['PEAK_HEAP_FILE'];
if (file !== undefined) {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  };
  setInterval(look, 10).unref();
  process.on('exit', () => {
    look();
    writeFileSync(file, String(peak));
  });
}
