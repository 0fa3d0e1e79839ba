import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { bodyStream } from '../../src/cluster/transport/bodyStream.ts';

function busy(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

test('readers of bursts leave the editor its turns, and get every byte in order', async () => {
  const bodies = ['a', 'b'].map(name => {
    const source = new PassThrough({ highWaterMark: 1 << 20 });
    const body = bodyStream(
      source,
      () => true,
      () => new Error('cut off'),
      () => {},
    );
    for (let index = 0; index < 50; index += 1) source.write(`${name}${index} `);
    source.end();
    return body;
  });
  let turns = 0;
  let reading = true;
  const count = () => {
    turns += 1;
    if (reading) setImmediate(count);
  };
  setImmediate(count);
  const read = async (body: AsyncIterable<Uint8Array>) => {
    let text = '';
    for await (const chunk of body) {
      text += Buffer.from(chunk).toString();
      // As long as a reader takes for some dozens of events.
      busy(1);
    }
    return text;
  };
  const texts = await Promise.all(bodies.map(read));
  reading = false;
  const whole = (name: string) => Array.from({ length: 50 }, (_, index) => `${name}${index} `).join('');
  expect(texts).toEqual([whole('a'), whole('b')]);
  // A hundred milliseconds of work in turns of eight.
  expect(turns).toBeGreaterThan(8);
});
