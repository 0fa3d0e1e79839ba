/** A server as it is written, in two parts: where it is, which may be shown, and the login in its URL, which may not. */
export interface ServerUrl {
  /** Without a slash at its end. */
  readonly server: string;
  /** `user:password`. Secret. */
  readonly login: string | undefined;
}

/**
 * Takes apart `https://user:password@host/path`; without a scheme it is `http`, as in kubectl. Of what is no such URL
 * only what cannot be a password is kept, to be shown, and whoever connects refuses it.
 */
export function serverOf(written: string): ServerUrl {
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  const url = URL.parse(full);
  const isUrl = url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '';
  // A login in the path is one of a URL with a slip, such as `https:/user:password@host`.
  if (!isUrl || /:.*@/.test(url.pathname)) {
    const behindLogin = written.slice(written.lastIndexOf('@') + 1);
    // What stands behind a colon and is no port may be a password whose `@` is missing.
    return { server: behindLogin.replace(/:(?!\/\/|\d+(?:\/|$)).*$/s, ':…'), login: undefined };
  }
  const { username, password, protocol, host, pathname } = url;
  const hasLogin = username !== '' || password !== '';
  const server = hasLogin ? `${protocol}//${host}${pathname}` : full.replace(/[?#].*$/s, '');
  return {
    server: server.replace(/\/$/, ''),
    login: hasLogin ? `${decoded(username)}:${decoded(password)}` : undefined,
  };
}

/** Whether what is sent to a server cannot be read on the way. False for what is no URL. */
export function isEncrypted(server: string): boolean {
  return URL.parse(server)?.protocol === 'https:';
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
