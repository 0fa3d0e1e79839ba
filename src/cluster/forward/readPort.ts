import type { PortPair } from './portForward.ts';

/**
 * A port as kubectl takes it: `REMOTE` (the same number here, a free one for a name), `LOCAL:REMOTE`, or `:REMOTE` for a
 * free one. `undefined` for what is none.
 */
export function readPort(text: string): PortPair | undefined {
  const [, separator, localText = '', remote = ''] = /^((\d*):)?([\w-]+)$/.exec(text) ?? [];
  const tooBig = [localText, remote].some(each => /^\d+$/.test(each) && Number(each) > 65_535);
  if (remote === '' || remote === '0' || tooBig) return undefined;
  if (separator === undefined) return { local: /^\d+$/.test(remote) ? Number(remote) : 0, remote };
  return { local: localText === '' ? 0 : Number(localText), remote };
}
