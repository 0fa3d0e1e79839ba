import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate with its key, both PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** Who a certificate is for, and when. */
export interface Subject {
  readonly name: string;
  /** Organizations: to an API server the groups of a user. */
  readonly groups?: readonly string[];
  /** Where it is a server's: its IP address. */
  readonly ip?: string;
  readonly from?: Date;
  readonly to?: Date;
}

/** An authority that issues certificates for tests, made anew each time. */
export interface Authority {
  readonly cert: string;
  issue(subject: Subject): Pair;
}

const hour = 3_600_000;

/** X.509 v3 with P-256, which Node can read and not write. */
export function createAuthority(name: string): Authority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const extensions = [extension('551d13', true, sequence(boolean(true)))];
  const issue = (subject: Subject, key: KeyObject, extras: readonly Buffer[]) =>
    certificate({ ...subject, issuer: name, key, extras, signer: own.privateKey });
  return {
    cert: issue({ name }, own.publicKey, extensions),
    issue(subject) {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const usage = subject.ip === undefined ? '2b06010505070302' : '2b06010505070301';
      const extras = [extension('551d25', false, sequence(tagged(0x06, Buffer.from(usage, 'hex'))))];
      if (subject.ip !== undefined) {
        const address = tagged(0x87, Buffer.from(subject.ip.split('.').map(Number)));
        extras.push(extension('551d11', false, sequence(address)));
      }
      return {
        cert: issue(subject, pair.publicKey, extras),
        key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

interface Content extends Subject {
  readonly issuer: string;
  readonly key: KeyObject;
  readonly extras: readonly Buffer[];
  readonly signer: KeyObject;
}

function certificate({ name, groups = [], from, to, issuer, key, extras, signer }: Content): string {
  const algorithm = sequence(tagged(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
  const now = Date.now();
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    distinguishedName(issuer, []),
    sequence(time(from ?? new Date(now - hour)), time(to ?? new Date(now + hour))),
    distinguishedName(name, groups),
    key.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extras)),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', body, signer)]);
  const der = sequence(body, algorithm, tagged(0x03, signature)).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${der.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function distinguishedName(name: string, groups: readonly string[]): Buffer {
  const part = (type: string, text: string) =>
    tagged(0x31, sequence(tagged(0x06, Buffer.from(type, 'hex')), tagged(0x0c, Buffer.from(text))));
  return sequence(...groups.map(group => part('55040a', group)), part('550403', name));
}

function time(date: Date): Buffer {
  const text = date
    .toISOString()
    .replace(/[-:T]|\.\d+/g, '')
    .slice(2);
  return tagged(0x17, Buffer.from(text));
}

function extension(type: string, critical: boolean, value: Buffer): Buffer {
  const id = tagged(0x06, Buffer.from(type, 'hex'));
  return sequence(id, ...(critical ? [boolean(true)] : []), tagged(0x04, value));
}

const boolean = (value: boolean) => tagged(0x01, Buffer.from([value ? 0xff : 0]));
const sequence = (...parts: readonly Buffer[]) => tagged(0x30, Buffer.concat(parts));

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
