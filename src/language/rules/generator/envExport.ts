import type { BuildRule } from '../rule.ts';
import { envLines } from './envFile.ts';

/** A line `export KEY=value` of an env file: the key is then "export KEY", which the API server refuses. */
export const envExport: BuildRule<'generator.env-export'> = {
  code: 'generator.env-export',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result }, report) {
    for (const { key, keyPlace } of envLines(result)) {
      const match = /^export\s+(.*\S)\s*$/.exec(key);
      if (match !== null) report({ name: match[1] ?? '' }, keyPlace);
    }
  },
};
