// Brings node_modules up to date on a fresh clone, with whatever Node and npm the machine has.
// Plain JavaScript without dependencies: it runs before there are any.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const marker = join(root, 'node_modules', '.kubewright-lock');

/** Runs `npm ci` unless node_modules was made from the present lock file. Exits the process where npm fails. */
export function installDependencies() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  console.log('Installing dependencies (npm ci)');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    console.error('npm ci failed: see its message above.');
    process.exit(1);
  }
  writeFileSync(marker, lock);
}

/**
 * Runs a TypeScript script with the project's own Node (devDependency `node`) and ends with its exit code. Signals are
 * passed on, and the script is told to end (SIGTERM) where whoever started this process is gone.
 * @param {string} script path relative to the project's root
 * @param {string[]} args
 */
export function runWithProjectNode(script, args) {
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const child = spawn(node, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
    },
  });
  child.on('error', error => {
    console.error(`${node}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', code => process.exit(code ?? 1));
  // A terminal's Ctrl-C reaches the script by itself; it is enough not to die before it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm passes SIGTERM to its shell, which dies of it without a word to this process.
  const owner = process.ppid;
  setInterval(() => {
    if (process.ppid !== owner) child.kill('SIGTERM');
  }, 1000).unref();
}
