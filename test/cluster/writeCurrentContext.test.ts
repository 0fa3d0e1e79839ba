import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeCurrentContext } from '../../src/cluster/kubeconfig/writeCurrentContext.ts';
import { buildControlPlane } from './build.ts';

let program: string;
let folder: string;
const at = (name: string) => join(folder, name);
const environment = (...files: readonly string[]) => ({
  HOME: folder,
  KUBECONFIG: files.map(at).join(delimiter),
});

beforeAll(async () => {
  program = await buildControlPlane();
}, 1_200_000);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubewright-current-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function kubectl(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ['kubectl', 'config', ...args], { env });
  return stdout.trim();
}

describe('the text of a kubeconfig', () => {
  /** Each is to become one whose current context is `prod-1`. */
  const texts: Readonly<Record<string, readonly [before: string, after: string]>> = {
    'with comments keeps them, and the order': [
      '# mine\napiVersion: v1\ncurrent-context: dev   # where I work\nkind: Config\nusers: []\n',
      '# mine\napiVersion: v1\ncurrent-context: prod-1   # where I work\nkind: Config\nusers: []\n',
    ],
    'in quotes': ["current-context: 'dev'\nkind: Config\n", 'current-context: prod-1\nkind: Config\n'],
    'that is empty there': ['current-context: ""\n', 'current-context: "prod-1"\n'],
    'that has nothing there': ['current-context:\nkind: Config\n', 'current-context: prod-1\nkind: Config\n'],
    'without the key': ['kind: Config\nusers: []\n', 'current-context: prod-1\nkind: Config\nusers: []\n'],
    'behind a comment, without the key': [
      '# mine\n---\nkind: Config\n',
      '# mine\n---\ncurrent-context: prod-1\nkind: Config\n',
    ],
    'of a file that is empty': ['', 'apiVersion: v1\nkind: Config\ncurrent-context: prod-1\n'],
    'in JSON': ['{"kind":"Config","current-context":"dev"}', '{"kind":"Config","current-context":"prod-1"}'],
    'with Windows line ends': [
      'kind: Config\r\ncurrent-context: dev\r\n',
      'kind: Config\r\ncurrent-context: prod-1\r\n',
    ],
    'with that context already': ['current-context:   prod-1\n', 'current-context:   prod-1\n'],
  };

  test.each(Object.keys(texts))('%s', async name => {
    const [before = '', after] = texts[name] ?? [];
    await writeFile(at('config'), before);
    await writeCurrentContext(environment('config'), 'prod-1');
    expect(await readFile(at('config'), 'utf8')).toBe(after);
    expect(await kubectl(environment('config'), 'current-context')).toBe('prod-1');
  });

  test.each([
    'yes',
    '010',
    'a: b',
    'arn:aws:eks:eu-central-1:1:cluster/c',
    'gke_p_europe-west3_c',
    '한국',
    'a"b',
    '-x',
  ])('a context named %s is read by kubectl as that, and what was there before comes back', async name => {
    const text = 'kind: Config\ncurrent-context: before\n';
    await writeFile(at('config'), text);
    const env = environment('config');
    expect(await writeCurrentContext(env, name)).toEqual({ file: at('config'), before: 'before' });
    expect(await kubectl(env, 'current-context')).toBe(name);
    await writeCurrentContext(env, 'before');
    expect(await kubectl(env, 'current-context')).toBe('before');
  });

  test('that had none has none again', async () => {
    await writeFile(at('config'), 'kind: Config\n');
    const { before } = await writeCurrentContext(environment('config'), 'dev');
    expect(before).toBeUndefined();
    await writeCurrentContext(environment('config'), before);
    await expect(kubectl(environment('config'), 'current-context')).rejects.toThrow(
      'current-context is not set',
    );
  });
});

test('it is the file that kubectl writes to: the first that is there, or the last that is named', async () => {
  const listed = ['one', 'two', 'three'];
  for (const present of [[], ['two'], ['three', 'two'], ['one', 'three']]) {
    const written: string[] = [];
    for (const write of [
      (env: NodeJS.ProcessEnv) => kubectl(env, 'use-context', 'dev'),
      (env: NodeJS.ProcessEnv) => writeCurrentContext(env, 'dev'),
    ]) {
      await Promise.all(listed.map(name => rm(at(name), { force: true })));
      const contexts = 'contexts: [{ name: dev, context: { cluster: a } }]\n';
      await Promise.all(present.map(name => writeFile(at(name), contexts)));
      // Without a context of that name kubectl writes nothing at all.
      await write(environment(...listed)).catch(() => undefined);
      const texts = listed.map(
        async name => [name, await readFile(at(name), 'utf8').catch(() => '')] as const,
      );
      written.push(
        (await Promise.all(texts)).find(([, text]) => text.includes('current-context: dev'))?.[0] ?? 'none',
      );
    }
    if (present.length > 0) expect(written[1]).toBe(written[0]);
    else expect(written[1]).toBe('three');
  }
});

describe('nothing is lost', () => {
  test('rights and links stay', async () => {
    await writeFile(at('real'), 'current-context: dev\n');
    await chmod(at('real'), 0o640);
    await symlink(at('real'), at('config'));
    await writeCurrentContext(environment('config'), 'prod-1');
    expect(await readFile(at('real'), 'utf8')).toBe('current-context: prod-1\n');
    expect((await stat(at('real'))).mode & 0o777).toBe(0o640);
    expect((await readdir(folder)).sort()).toEqual(['config', 'real']);
  });

  test.each([
    ['broken', 'a: [', 'kubeconfig.syntax'],
    ['no mapping', '- a\n', 'kubeconfig.syntax'],
  ])('a file that is %s stays as it is', async (_, text, code) => {
    await writeFile(at('config'), text);
    await expect(writeCurrentContext(environment('config'), 'dev')).rejects.toMatchObject({ code });
    expect(await readFile(at('config'), 'utf8')).toBe(text);
  });

  test('a file that kubectl is writing is left alone', async () => {
    await writeFile(at('config'), 'current-context: dev\n');
    await writeFile(at('config.lock'), '');
    await expect(writeCurrentContext(environment('config'), 'prod-1')).rejects.toMatchObject({
      code: 'kubeconfig.unwritable',
      params: { file: at('config'), reason: 'EEXIST' },
    });
    expect(await readFile(at('config'), 'utf8')).toBe('current-context: dev\n');
  });
});
