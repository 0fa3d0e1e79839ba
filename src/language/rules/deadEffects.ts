import type { BuildResult } from '../../kustomize/build.ts';
import type { Effect } from '../../kustomize/effect.ts';

/** The entries of a kind that fit nothing, each once, wherever in the build a shared base or component ran them. */
export function deadEffects(result: BuildResult, kind: Effect['kind']): readonly Effect[] {
  const alive = new Set<string>();
  const dead = new Map<string, Effect>();
  for (const effect of result.effects) {
    if (effect.kind !== kind) continue;
    const key = JSON.stringify(effect.location);
    if (effect.selected > 0) alive.add(key);
    else dead.set(key, effect);
  }
  return [...dead].flatMap(([key, effect]) => (alive.has(key) ? [] : [effect]));
}
