import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from './command.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const elsewhere = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const advice =
  'Install Chromium or Chrome so that it is on PATH (Debian and Ubuntu: `apt-get install chromium fonts-noto-cjk`).';

/** The executable of the Chromium or Chrome on this machine, undefined where there is none. */
export async function findChromium(): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '');
  const candidates = [...folders.flatMap(folder => names.map(name => join(folder, name))), ...elsewhere];
  for (const candidate of candidates) if (await executable(candidate)) return candidate;
  return undefined;
}

/** Finds Chromium, installing it where apt may; rejects with what to do otherwise. */
export async function prepareChromium(): Promise<string> {
  const present = await findChromium();
  if (present !== undefined) return present;
  if (process.getuid?.() !== 0 || !(await executable('/usr/bin/apt-get'))) {
    throw new Error(`The editor tests need a browser and there is none. ${advice}`);
  }
  console.log('Installing Chromium (apt-get)');
  try {
    await run('apt-get', ['update']);
    // The CJK fonts make the Korean texts visible in pictures.
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']);
  } catch (error) {
    throw new Error(`apt-get could not install Chromium. ${advice}`, { cause: error });
  }
  const installed = await findChromium();
  if (installed === undefined) throw new Error(`apt-get installed no Chromium. ${advice}`);
  return installed;
}

async function executable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
