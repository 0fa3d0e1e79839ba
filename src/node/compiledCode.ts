/**
 * Where compiled code is kept between runs: in the user's cache rather than in a temporary folder that others may write
 * to. `undefined` where the environment names no home. Does without `node:os`, which nothing else needs to start.
 */
export function compiledCodeFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const folder = cacheFolder(env);
  return folder ? `${folder}/kubewright/compiled` : undefined;
}

function cacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (process.platform === 'win32') return env['LOCALAPPDATA'];
  const home = env['HOME'];
  const base = process.platform === 'darwin' ? 'Library/Caches' : '.cache';
  return env['XDG_CACHE_HOME'] || (home && `${home}/${base}`);
}
