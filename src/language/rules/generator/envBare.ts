import type { BuildRule } from '../rule.ts';
import { envLines } from './envFile.ts';
import { isValidKey } from './validKey.ts';

/** A line of an env file without `=`: kustomize does not take the value from the environment, as docker does. */
export const envBare: BuildRule<'generator.env-bare'> = {
  code: 'generator.env-bare',
  severity: 'information',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result }, report) {
    for (const { key, value, keyPlace } of envLines(result)) {
      if (value === undefined && isValidKey(key)) report({ key }, keyPlace);
    }
  },
};
