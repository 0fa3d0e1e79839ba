/**
 * Where a remote is, however its URL is written, as `host/path`: without scheme, user, password, port and `.git`. `undefined`
 * for a folder of this machine, which tells others nothing.
 */
export function remotePlace(url: string): string | undefined {
  const [, scheme, rest = url] = /^([a-z+]+):\/\/(.*)$/i.exec(url) ?? [];
  if (scheme?.toLowerCase() === 'file') return undefined;
  const form =
    scheme === undefined ? /^(?:[^/@]*@)?([^/:\\]{2,}):(.*)$/ : /^(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.*)$/;
  const [, host, path = ''] = form.exec(rest) ?? [];
  if (host === undefined) return undefined;
  const clean = path
    .replace(/[?#].*$/, '')
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '');
  return clean === '' ? undefined : `${plainHost(host)}/${plainPath(clean)}`;
}

/** Some servers have a name of their own for SSH. */
function plainHost(host: string): string {
  return host.toLowerCase().replace(/^(?:ssh|altssh)\./, '');
}

/** Bitbucket and Azure put something before or into the path, depending on the scheme. */
function plainPath(path: string): string {
  return path
    .toLowerCase()
    .replace(/^(?:scm|v3)\//, '')
    .replace(/\/_git\//, '/');
}
