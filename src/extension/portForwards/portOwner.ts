import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';

/** States of `/proc/net/tcp`: 0A is LISTEN. */
const listening = '0A';

/**
 * The process of this user that listens on a port, as `node (4711)`; `undefined` where it cannot be told, which is
 * anywhere but on Linux, and for processes of others.
 */
export async function portOwner(port: number): Promise<string | undefined> {
  const inodes = new Set<string>();
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of (await readText(file)).split('\n').slice(1)) {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      if (state === listening && Number.parseInt(local.split(':')[1] ?? '', 16) === port) inodes.add(inode);
    }
  }
  if (inodes.size === 0) return undefined;
  for (const pid of (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name))) {
    for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const link = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
      const [, inode] = /^socket:\[(\d+)\]$/.exec(link) ?? [];
      if (inode !== undefined && inodes.has(inode)) {
        const [program = ''] = (await readText(`/proc/${pid}/cmdline`)).split('\0');
        return `${basename(program)} (${pid})`;
      }
    }
  }
  return undefined;
}

function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
