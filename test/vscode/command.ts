import { spawn } from 'node:child_process';

/** Runs a program to its end without a shell; rejects with the tail of its output where it fails. */
export async function run(program: string, args: readonly string[], cwd?: string): Promise<string> {
  const child = spawn(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm is a .cmd file on Windows, and those run in a shell only.
    shell: program.endsWith('.cmd'),
  });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`${program} ${args.join(' ')} ended with exit code ${code}:\n${output.slice(-2000)}`);
  }
  return output;
}

/** `npm install` in a folder, with no scripts of the packages and no noise. */
export async function npmInstall(folder: string, args: readonly string[]): Promise<void> {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await run(
    npm,
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args],
    folder,
  );
}
