import { describe, expect, test } from 'vitest';
import { createRowFeed, type RowBatch } from '../../../src/extension/resourceTable/rowFeed.ts';

/** A feed whose turns of the event loop are run by hand. */
function feedOf(objects: Map<string, string>) {
  const sent: RowBatch[] = [];
  const turns: (() => void)[] = [];
  const feed = createRowFeed({
    rowOf(key) {
      const cell = objects.get(key);
      return cell === undefined ? undefined : { key, created: 0, cells: [cell] };
    },
    send: batch => sent.push(batch),
    soon: work => turns.push(work),
  });
  const turn = () => turns.shift()?.();
  const settle = () => {
    for (let at = 0; turns.length > 0 || at < sent.length; at += 1) {
      while (turns.length > 0) turn();
      const batch = sent[at];
      if (batch !== undefined) feed.taken(batch.batch);
    }
  };
  return { feed, sent, turn, settle };
}

const many = (count: number) => new Map(Array.from({ length: count }, (_, index) => [`ns/${index}`, 'x']));

describe('rows on their way to a page', () => {
  test('a long list goes in parts, one a turn, so that the editor is never held up', () => {
    const objects = many(10_000);
    const { feed, sent, turn, settle } = feedOf(objects);
    feed.restart(objects.keys());
    expect(sent).toEqual([]);
    turn();
    expect(sent.length).toBe(1);
    expect(sent[0]?.set.length).toBeLessThanOrEqual(250);
    settle();
    expect(sent.flatMap(({ set }) => set).length).toBe(10_000);
    expect(sent.map(({ fresh }) => fresh)).toEqual([true, ...sent.slice(1).map(() => false)]);
    expect(sent.map(({ whole }) => whole)).toEqual([...sent.slice(1).map(() => false), true]);
  });

  test('a page that is slow gets no more than it takes, and then the latest state only', () => {
    const objects = new Map([['ns/a', '0']]);
    const { feed, sent, turn, settle } = feedOf(objects);
    feed.restart(objects.keys());
    for (let version = 1; version <= 100; version += 1) {
      objects.set('ns/a', String(version));
      feed.changed(['ns/a']);
      turn();
    }
    expect(sent.length).toBe(3);
    settle();
    expect(sent.length).toBe(4);
    expect(sent.at(-1)?.set[0]?.cells).toEqual(['100']);
  });

  test('what is gone is told as gone', () => {
    const objects = new Map([['ns/a', '0']]);
    const { feed, sent, settle } = feedOf(objects);
    feed.restart(objects.keys());
    settle();
    objects.delete('ns/a');
    feed.changed(['ns/a']);
    settle();
    expect(sent.at(-1)).toMatchObject({ set: [], deleted: ['ns/a'], fresh: false });
  });

  test('an empty list is told too, so that rows of before go', () => {
    const { feed, sent, settle } = feedOf(new Map());
    feed.restart([]);
    settle();
    expect(sent).toMatchObject([{ fresh: true, set: [], deleted: [] }]);
  });

  test('a page that was loaded anew is not kept waiting for answers that its predecessor owes', () => {
    const objects = many(5000);
    const { feed, sent, turn } = feedOf(objects);
    feed.restart(objects.keys());
    for (let each = 0; each < 10; each += 1) turn();
    expect(sent.length).toBe(3);
    feed.restart(objects.keys());
    for (let each = 0; each < 10; each += 1) turn();
    expect(sent.length).toBe(6);
    expect(sent[3]?.fresh).toBe(true);
  });

  test('nothing is sent to a page that is hidden', () => {
    const { feed, sent, settle } = feedOf(many(10));
    feed.restart(['ns/1']);
    feed.pause();
    feed.changed(['ns/2']);
    settle();
    expect(sent).toEqual([]);
  });
});
