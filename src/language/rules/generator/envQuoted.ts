import type { BuildRule } from '../rule.ts';
import { envLines } from './envFile.ts';

/** A value in an env file that stands in quotes: unlike a shell, kustomize keeps them. */
export const envQuoted: BuildRule<'generator.env-quoted'> = {
  code: 'generator.env-quoted',
  severity: 'information',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result }, report) {
    for (const { key, value, valuePlace } of envLines(result)) {
      if (value !== undefined && /^(["']).*\1\s*$/.test(value)) report({ key }, valuePlace);
    }
  },
};
