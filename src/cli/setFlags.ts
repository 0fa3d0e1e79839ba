import { resolve } from 'node:path';
import { setNameOf } from '../apply/set/applySet.ts';
import type { SetOptions } from '../apply/set/setOptions.ts';
import { repositoryPath } from '../node/repositoryPath.ts';
import { type CommandIo, UsageError } from './command.ts';

/** The flags that make a set of what is applied, and prune what is rendered no more. */
export const setFlags = {
  prune: { type: 'boolean', default: false },
  'prune-guarded': { type: 'boolean', default: false },
  'adopt-set': { type: 'boolean', default: false },
  set: { type: 'string' },
} as const;

interface SetFlagValues {
  readonly prune: boolean;
  readonly 'prune-guarded': boolean;
  readonly 'adopt-set': boolean;
  readonly set?: string | undefined;
}

/** The set that the flags ask for, named after the directory where they name none; throws a UsageError. */
export function readSetFlags(
  values: SetFlagValues,
  positionals: readonly string[],
  { cwd }: CommandIo,
): SetOptions | undefined {
  const { prune, set, 'prune-guarded': guarded, 'adopt-set': adopt } = values;
  if (!prune) {
    if (guarded || adopt || set !== undefined) {
      throw new UsageError('--prune-guarded, --adopt-set and --set go with --prune');
    }
    return undefined;
  }
  const directory = resolve(cwd, positionals[0] ?? '.').replaceAll('\\', '/');
  return {
    name: set ?? setNameOf(repositoryPath(directory)),
    isNamed: set !== undefined,
    adopt,
    guarded,
  };
}
