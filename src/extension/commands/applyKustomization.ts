import type { Command } from '../command.ts';
import type { Services } from '../services.ts';
export function applyKustomization(_services: Services): Command {
  return () => {};
}
