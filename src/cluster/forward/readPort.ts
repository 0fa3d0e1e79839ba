import type { PortPair } from './portForward.ts';

/**
 * A port as kubectl takes it: `REMOTE` (the same number here, also for a name), `LOCAL:REMOTE`, or `:REMOTE` for a
 * free one. `undefined` for what is none.
 */
export function readPort(text: string): PortPair | undefined {
  const [, separator, localText = '', remote = ''] = /^((\d*):)?([\w-]+)$/.exec(text) ?? [];
  const tooBig = [localText, remote].some(each => /^\d+$/.test(each) && Number(each) > 65_535);
  if (remote === '' || remote === '0' || tooBig) return undefined;
  if (separator === undefined) {
    return /^\d+$/.test(remote) ? { local: Number(remote), remote } : { local: 0, same: true, remote };
  }
  return { local: localText === '' ? 0 : Number(localText), remote };
}
