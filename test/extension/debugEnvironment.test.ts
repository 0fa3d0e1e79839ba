import { describe, expect, test } from 'vitest';
import { withEnvironment } from '../../src/extension/portForwards/debugEnvironment.ts';

const configuration = (type: string, more = {}) => ({ type, name: 'api', request: 'launch', ...more });

describe('a debugged program gets the addresses of forwards', () => {
  test.each(['node', 'go', 'debugpy'])('in env, by %s', type => {
    const before = configuration(type, { env: { A: '1', DB_PORT: '1' } });
    expect(withEnvironment(before, { DB_PORT: '2' })).toEqual({ ...before, env: { A: '1', DB_PORT: '2' } });
    expect(withEnvironment(configuration(type), { DB_PORT: '2' })).toMatchObject({ env: { DB_PORT: '2' } });
  });

  /** They ignore env, and the program would look for its database where there is none. */
  test.each(['cppdbg', 'cppvsdbg'])('in a list, by %s', type => {
    const environment = [
      { name: 'A', value: '1' },
      { name: 'DB_PORT', value: '1' },
    ];
    expect(withEnvironment(configuration(type, { environment }), { DB_PORT: '2' })).toEqual(
      configuration(type, {
        environment: [
          { name: 'A', value: '1' },
          { name: 'DB_PORT', value: '2' },
        ],
      }),
    );
    expect(withEnvironment(configuration(type), { DB_PORT: '2' })).toMatchObject({
      environment: [{ name: 'DB_PORT', value: '2' }],
    });
  });
});
