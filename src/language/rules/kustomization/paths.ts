import { posix } from 'node:path';
import { isRemote } from '../../../kustomize/remote/request.ts';

/** One spelling for all that mean the same path: `./a/` is `a`. Other text stays as it is. */
export function normalPath(written: string): string {
  if (written === '' || written.includes('\n') || isRemote(written)) return written;
  return posix.normalize(written).replace(/(?<=.)\/$/, '');
}
