import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { projectRoot } from '../vscode/server.ts';

/**
 * The desktop VS Code's command on this machine; undefined where there is none or it has no screen to open on.
 * Windows is left to the server: its `code` is a batch file, which cannot be started without a shell.
 */
export async function findDesktopCode(): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  if (process.platform === 'linux') {
    if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return undefined;
    // Electron refuses to run as root.
    if (process.getuid?.() === 0) return undefined;
  }
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(entry => entry !== '')) {
    const candidate = join(folder, 'code');
    const found = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return candidate;
  }
  return undefined;
}

/** Opens a folder in the desktop VS Code with the extension; resolves when its window is closed. */
export function openDesktop(code: string, folder: string, env: Record<string, string>): Promise<void> {
  const args = ['--new-window', '--wait', `--extensionDevelopmentPath=${projectRoot}`, folder];
  return new Promise((resolve, reject) => {
    const child = spawn(code, args, { stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('close', exit =>
      exit === 0 ? resolve() : reject(new Error(`VS Code ended with exit code ${exit}`)),
    );
  });
}
