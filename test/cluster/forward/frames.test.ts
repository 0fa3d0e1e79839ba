import { constants, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDeclarations } from '../../../src/cluster/forward/declared.ts';
import { spdyDictionary } from '../../../src/cluster/forward/spdy/dictionary.ts';
import { createFrameReader } from '../../../src/cluster/forward/spdy/frameReader.ts';
import { goAway, ping, rstStream, writeDataHead } from '../../../src/cluster/forward/spdy/frames.ts';
import { createHeaderCompressor } from '../../../src/cluster/forward/spdy/headerBlock.ts';

/** What the Adler-32 of the dictionary in SPDY/3.1 is: a peer refuses any other. */
test('headers are one zlib stream that begins with the dictionary of SPDY/3.1', () => {
  const compress = createHeaderCompressor();
  const blocks = Array.from({ length: 50 }, (_, index) =>
    compress({ streamtype: 'data', requestid: `${index}` }),
  );
  const [first] = blocks;
  expect(first?.readUInt32BE(2).toString(16)).toBe('e3c6a7c2');
  const text = inflateSync(Buffer.concat(blocks), {
    dictionary: spdyDictionary,
    finishFlush: constants.Z_SYNC_FLUSH,
  }).toString('latin1');
  expect(text.match(/requestid/g)).toHaveLength(50);
  // What repeats costs a few bytes.
  expect(blocks.at(-1)?.length).toBeLessThan(30);
});

/** WebSocket messages end anywhere in a frame. */
test('frames are understood however the bytes are cut', () => {
  const payload = Buffer.from('some bytes that came from a port');
  const head = Buffer.alloc(8);
  writeDataHead(head, 3, 1, payload.length);
  const all = Buffer.concat([ping(2), head, payload, rstStream(5, 5), goAway()]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: all.length }), { maxLength: 12 }), cuts => {
      const said: string[] = [];
      let data = '';
      const read = createFrameReader({
        data: (id, part) => {
          data += `${id}:`.repeat(data === '' ? 1 : 0) + part.toString();
        },
        fin: id => said.push(`fin ${id}`),
        reply: id => said.push(`reply ${id}`),
        reset: (id, status) => said.push(`reset ${id} ${status}`),
        ping: id => said.push(`ping ${id}`),
        goAway: () => said.push('goaway'),
      });
      let at = 0;
      for (const cut of [...cuts].sort((a, b) => a - b)) {
        if (cut > at) read(all.subarray(at, cut));
        at = Math.max(at, cut);
      }
      read(all.subarray(at));
      expect(said).toEqual(['ping 2', 'fin 3', 'reset 5 5', 'goaway']);
      expect(data).toBe(`3:${payload}`);
    }),
  );
});

test('what is no SPDY is refused rather than waited for', () => {
  const read = createFrameReader({ data() {}, fin() {}, reply() {}, reset() {}, ping() {}, goAway() {} });
  expect(() => read(Buffer.from([0x80, 9, 0, 1, 0, 0, 0, 0]))).toThrow(RangeError);
});

test('a declaration that is broken is told and left out, others stay', () => {
  const { forwards, problems } = readDeclarations([
    { name: 'db', target: 'service/db', ports: ['15432:5432', 9187] },
    { name: 'db', target: 'service/other', ports: ['1'] },
    { target: 'web', ports: ['80'] },
    { name: 'a', target: 'x/y/z', ports: ['80'] },
    { name: 'b', target: 'web', ports: [] },
    { name: 'c', target: 'web', ports: ['99999'] },
    { name: 'pods', selector: 'app=web', ports: ['http'] },
    'nothing',
  ]);
  expect(forwards.map(({ name, kind, target, ports }) => ({ name, kind, target, ports }))).toEqual([
    {
      name: 'db',
      kind: 'service',
      target: 'db',
      ports: [
        { remote: '5432', local: 15432 },
        { remote: '9187', local: 9187 },
      ],
    },
    { name: 'pods', kind: 'selector', target: 'app=web', ports: [{ remote: 'http', local: 0, same: true }] },
  ]);
  expect(problems.map(({ index, code }) => `${index} ${code}`)).toEqual([
    '1 name-repeated',
    '2 name-missing',
    '3 target-invalid',
    '4 ports-missing',
    '5 port-invalid',
    '7 name-missing',
  ]);
});
