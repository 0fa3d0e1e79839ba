// Appends to the file that KUBEWRIGHT_LOOP_WATCH names, four times a second: the time, and the longest block since. Once a
// file of that name and `.profile` is there, the extension host is profiled until it is gone, and what was seen is written
// to `.cpuprofile`.
const { appendFileSync, existsSync, renameSync, writeFileSync } = require('node:fs');
const { Session } = require('node:inspector');
const { monitorEventLoopDelay } = require('node:perf_hooks');

const file = process.env.KUBEWRIGHT_LOOP_WATCH;
const microseconds = 500;

exports.activate = context => {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  let session;
  const timer = setInterval(() => {
    appendFileSync(file, `${Date.now()} ${(delays.max / 1e6).toFixed(1)}\n`);
    const wanted = existsSync(`${file}.profile`);
    if (wanted && session === undefined) session = begin();
    else if (!wanted && session !== undefined) {
      end(session);
      session = undefined;
    }
    delays.reset();
  }, 250);
  context.subscriptions.push({ dispose: () => clearInterval(timer) });
};

function begin() {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: microseconds });
  session.post('Profiler.start');
  return session;
}

function end(session) {
  session.post('Profiler.stop', (error, answer) => {
    writeFileSync(`${file}.part`, error ? '{}' : JSON.stringify(answer.profile));
    renameSync(`${file}.part`, `${file}.cpuprofile`);
  });
  session.disconnect();
}
