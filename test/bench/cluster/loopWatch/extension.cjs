// Appends to the file that KUBEWRIGHT_LOOP_WATCH names, four times a second: the time, and the longest block since.
const { appendFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');

exports.activate = context => {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const timer = setInterval(() => {
    appendFileSync(process.env.KUBEWRIGHT_LOOP_WATCH, `${Date.now()} ${(delays.max / 1e6).toFixed(1)}\n`);
    delays.reset();
  }, 250);
  context.subscriptions.push({ dispose: () => clearInterval(timer) });
};
