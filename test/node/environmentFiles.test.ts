import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { environmentHeader } from '../../src/cluster/forward/environment.ts';
import { createEnvironmentFiles } from '../../src/node/environmentFiles.ts';

async function folderFor(name: string): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'kubewright-env-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  await mkdir(join(parent, name));
  return join(parent, name);
}

const wanted = (folder: string, name: string, variables = 'DB_PORT=1\n') => ({ folder, name, variables });

test('a file of the user survives what its declaration does: it is told, not replaced, and not deleted', async () => {
  const folder = await folderFor('shop');
  await writeFile(join(folder, '.env'), 'SECRET=mine\n');
  const files = createEnvironmentFiles();
  for (const port of [1, 2]) {
    const problems = files.keep([wanted(folder, '.env', `DB_PORT=${port}\n`)]);
    expect(problems).toMatchObject([{ code: 'foreign', file: join(folder, '.env') }]);
  }
  expect(files.written).toEqual([]);
  expect(files.keep([])).toEqual([]);
  expect(await readFile(join(folder, '.env'), 'utf8')).toBe('SECRET=mine\n');
});

test('what somebody wrote into the file meanwhile is neither replaced nor deleted', async () => {
  const folder = await folderFor('shop');
  const file = join(folder, '.env');
  const files = createEnvironmentFiles();
  expect(files.keep([wanted(folder, '.env')])).toEqual([]);
  await writeFile(file, 'SECRET=mine\n');
  expect(files.keep([wanted(folder, '.env', 'DB_PORT=2\n')])).toMatchObject([{ code: 'foreign' }]);
  files.keep([]);
  expect(await readFile(file, 'utf8')).toBe('SECRET=mine\n');

  files.keep([wanted(folder, '.env.added')]);
  await writeFile(join(folder, '.env.added'), `${environmentHeader}DB_PORT=1\nMINE=1\n`);
  files.keep([]);
  expect(existsSync(join(folder, '.env.added'))).toBe(true);
});

test('files of several declarations come, change and go, for nobody else to read and whole at any time', async () => {
  const folder = await folderFor('shop');
  const file = join(folder, '.env');
  // Left by one that was killed.
  await writeFile(file, `${environmentHeader}OLD=1\n`, { mode: 0o644 });
  const files = createEnvironmentFiles();
  files.keep([wanted(folder, '.env'), wanted(folder, '.env', 'WEB_PORT=2\n'), wanted(folder, '..web')]);
  expect(await readFile(file, 'utf8')).toBe(`${environmentHeader}DB_PORT=1\nWEB_PORT=2\n`);
  expect(readdirSync(folder).sort()).toEqual(['..web', '.env']);
  if (process.platform !== 'win32') expect(lstatSync(file).mode & 0o777).toBe(0o600);
  files.keep([wanted(folder, '.env', 'WEB_PORT=3\n')]);
  expect(await readFile(file, 'utf8')).toBe(`${environmentHeader}WEB_PORT=3\n`);
  expect(readdirSync(folder)).toEqual(['.env']);
  files.keep([]);
  expect(readdirSync(folder)).toEqual([]);
});

test('one that cannot be written keeps no other from being there', async () => {
  const folder = await folderFor('shop');
  await mkdir(join(folder, 'a-folder'));
  await writeFile(join(folder, 'a-file'), '');
  const files = createEnvironmentFiles();
  const problems = files.keep([
    wanted(folder, '../bad.env'),
    wanted(folder, 'nowhere/.env'),
    wanted(folder, 'a-file/.env'),
    wanted(folder, 'a-folder'),
    wanted(folder, '.'),
    wanted(folder, '.env'),
  ]);
  expect(problems.map(({ code, name }) => `${name} ${code}`)).toEqual([
    '../bad.env outside',
    '. outside',
    'nowhere/.env unwritable',
    'a-file/.env unwritable',
    'a-folder foreign',
  ]);
  expect(files.written).toEqual([join(folder, '.env')]);
});

test('links lead nothing out of the folder, nor to a file of somebody else', async () => {
  const folder = await folderFor('shop');
  const outside = await folderFor('elsewhere');
  await writeFile(join(outside, 'ours'), `${environmentHeader}X=1\n`);
  await symlink(outside, join(folder, 'link'));
  await symlink(join(outside, 'ours'), join(folder, '.env'));
  const files = createEnvironmentFiles();
  expect(files.keep([wanted(folder, 'link/.env'), wanted(folder, '.env')])).toMatchObject([
    { code: 'outside', name: 'link/.env' },
    { code: 'foreign', name: '.env' },
  ]);
  expect(readdirSync(outside)).toEqual(['ours']);
  // A folder that was opened through a link is the folder all the same.
  await symlink(folder, join(outside, 'opened'));
  expect(files.keep([wanted(join(outside, 'opened'), '.env.mine')])).toEqual([]);
  expect(readdirSync(folder)).toContain('.env.mine');
});
