import type { EditorVersion } from './versions.ts';

export interface LauncherArguments {
  readonly folder: string | undefined;
  readonly extensions: readonly string[];
  readonly extensionTests: string;
  readonly version: EditorVersion;
  readonly workspaceTrust: boolean;
}

/**
 * Reads what VS Code's command line takes from a test: `--extensionDevelopmentPath`, `--extensionTestsPath`, a folder,
 * and our own `--editor-version=oldest`. Other options of VS Code are passed over, as they only concern a desktop.
 */
export function parseLauncherArguments(args: readonly string[]): LauncherArguments {
  const values = (name: string) =>
    args.filter(arg => arg.startsWith(`--${name}=`)).map(arg => arg.slice(name.length + 3));
  const [extensionTests] = values('extensionTestsPath');
  if (extensionTests === undefined) throw new Error('--extensionTestsPath=FILE is missing.');
  return {
    folder: args.find(arg => !arg.startsWith('-')),
    extensions: values('extensionDevelopmentPath'),
    extensionTests,
    version: values('editor-version')[0] === 'oldest' ? 'oldest' : 'latest',
    workspaceTrust: !args.includes('--disable-workspace-trust'),
  };
}
