import { describe, expect, test } from 'vitest';
import {
  type HistoryRecord,
  mostHistoryBytes,
  readHistory,
  writeHistory,
} from '../../../src/apply/history/record.ts';

const counts = { created: 1, configured: 0, unchanged: 3, failed: 0, notDone: 0, pruned: 2 };

function record(index: number, changes: Partial<HistoryRecord> = {}): HistoryRecord {
  return {
    root: 'overlays/prod',
    commit: index.toString(16).padStart(40, '0'),
    dirty: false,
    namespace: 'shop',
    user: 'alice',
    time: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
    tool: 'kubewright/v0.1.0',
    result: 'complete',
    counts,
    ...changes,
  };
}

describe('a history', () => {
  test('comes back as it was written, newest first', () => {
    const [one, two] = [record(1), record(2, { commit: undefined, dirty: true, result: 'partial' })];
    expect(readHistory(writeHistory([one], two))).toEqual([two, one]);
  });

  test('stays below its bound for ever, and loses the oldest for it, so that no apply ever fails of it', () => {
    let text = '[]';
    for (let index = 0; index < 1000; index += 1) text = writeHistory(readHistory(text), record(index));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(mostHistoryBytes);
    const kept = readHistory(text);
    expect(kept.length).toBeGreaterThan(100);
    expect(kept.map(({ time }) => time)).toEqual(
      Array.from({ length: kept.length }, (_, index) => record(999 - index).time),
    );
  });

  test('counts bytes, not characters: paths may be Korean', () => {
    let text = '[]';
    for (let index = 0; index < 300; index += 1) {
      text = writeHistory(readHistory(text), record(index, { root: '오버레이/'.repeat(20) }));
    }
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(mostHistoryBytes);
    expect(Buffer.byteLength(text)).toBeGreaterThan(mostHistoryBytes - 1000);
  });

  test('a record that alone is too large costs no other one its place', () => {
    const text = writeHistory([record(1)], record(2, { root: 'x'.repeat(50_000) }));
    expect(readHistory(text)).toEqual([record(1)]);
  });

  test('has exactly the bound filled where a record fits to the byte', () => {
    const size = Buffer.byteLength(writeHistory([], record(1)));
    expect(readHistory(writeHistory([], record(1), size))).toHaveLength(1);
    expect(readHistory(writeHistory([], record(1), size - 1))).toHaveLength(0);
  });
});

describe('what somebody else wrote into the annotation', () => {
  test.each([undefined, '', 'text', '{}', 'null', '[1, null, "a", {}]', '[{"root": 1, "time": "x"}]', '['])(
    '%j is no history, and no mistake',
    text => {
      expect(readHistory(text)).toEqual([]);
    },
  );

  test('cannot send anything but a commit to git, nor codes to a terminal', () => {
    const [read] = readHistory(
      JSON.stringify([
        {
          ...record(1),
          commit: '--output=/etc/passwd',
          user: '\u001b[31malice\u0007',
          counts: { created: '1' },
        },
      ]),
    );
    expect(read).toMatchObject({ commit: undefined, user: '[31malice', counts: { created: 0, pruned: 0 } });
  });

  test('leaves out what it does not know, and keeps what it does', () => {
    const text = JSON.stringify([{ ...record(1), future: 'field' }, 'rubbish', record(0)]);
    expect(readHistory(text)).toEqual([record(1), record(0)]);
  });
});
