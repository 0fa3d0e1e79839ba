// What runs inside the page that is measured; each function is sent on its own, so none may call another.

export async function loadRows({ messages, batches }) {
  const painted = () =>
    new Promise(resolve =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve();
        channel.port2.postMessage(0);
      }),
    );
  const post = async data => {
    window.dispatchEvent(new MessageEvent('message', { data }));
  };
  for (const message of messages) await post(message);
  await painted();
  const begin = performance.now();
  let first;
  for (const [index, batch] of batches.entries()) {
    await post({ type: 'rows', ...batch });
    // As they come from the extension: one message after the other, with frames in between.
    if (index === 0 || index % 3 === 0) await painted();
    if (index === 0) first = performance.now() - begin;
  }
  await painted();
  return { first, all: performance.now() - begin };
}

export async function keystrokes(texts) {
  const painted = () =>
    new Promise(resolve =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve();
        channel.port2.postMessage(0);
      }),
    );
  const field = document.querySelector('vscode-textfield');
  const input = field.shadowRoot.querySelector('input');
  const result = { painted: [], script: [] };
  for (let round = 0; round < 5; round += 1) {
    for (const text of texts) {
      await painted();
      const begin = performance.now();
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      result.script.push(performance.now() - begin);
      await painted();
      result.painted.push(performance.now() - begin);
    }
  }
  return result;
}

export async function resort(columns) {
  const painted = () =>
    new Promise(resolve =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve();
        channel.port2.postMessage(0);
      }),
    );
  const times = [];
  for (const column of columns) {
    for (const _ of ['up', 'down']) {
      await painted();
      const begin = performance.now();
      document.querySelector(`[data-column="${column}"]`).click();
      await painted();
      times.push(performance.now() - begin);
    }
  }
  return times;
}

export async function stream({ perSecond, seconds, rows }) {
  const painted = () =>
    new Promise(resolve =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve();
        channel.port2.postMessage(0);
      }),
    );
  const times = [];
  const waiting = [];
  const interval = 20;
  const each = Math.round((perSecond * interval) / 1000);
  let next = 0;
  let batch = 1_000_000;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const begin = performance.now();
    const set = [];
    for (let index = 0; index < each; index += 1) {
      const row = rows[next % rows.length];
      next += 1;
      set.push({ ...row, cells: row.cells.map((cell, at) => (at === 3 ? String(next) : cell)) });
    }
    batch += 1;
    window.dispatchEvent(
      new MessageEvent('message', { data: { type: 'rows', batch, fresh: false, set, deleted: [] } }),
    );
    waiting.push(painted().then(() => times.push(performance.now() - begin)));
    await new Promise(resolve => setTimeout(resolve, Math.max(0, interval - (performance.now() - begin))));
  }
  await Promise.all(waiting);
  return times;
}
