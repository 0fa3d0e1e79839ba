import { afterAll, beforeAll } from 'vitest';
import { type ControlPlane, startControlPlane } from './controlPlane.ts';
import type { ControlPlaneOptions } from './controlPlaneOptions.ts';

/**
 * One control plane for the tests of a file (or of a `describe`), stopped after the last of them. Call it where the
 * tests are declared, and the function it returns inside tests and hooks.
 */
export function useControlPlane(options: ControlPlaneOptions = {}): () => ControlPlane {
  let controlPlane: ControlPlane | undefined;
  // A fresh clone builds first, for minutes.
  beforeAll(async () => {
    controlPlane = await startControlPlane(options);
  }, 1_200_000);
  afterAll(() => controlPlane?.stop());
  return () => {
    if (controlPlane === undefined) throw new Error('The control plane runs only while tests do');
    return controlPlane;
  };
}
