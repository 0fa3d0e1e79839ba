import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

const folder = process.env['KUBEWRIGHT_SHARED'] ?? join(root, '..', 'shared');

/**
 * Test data that is kept beside the checkout: real kustomizations with the official answers. Its tests run where
 * the data is there; `undefined` where it is not.
 */
export function sharedData(name: 'cases/kustomize' | 'corpus'): string | undefined {
  const path = join(folder, name);
  return existsSync(path) ? path : undefined;
}
