import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where built control planes, editors and oracles are kept between runs; outside the project. */
export function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(base, 'kubewright');
}
