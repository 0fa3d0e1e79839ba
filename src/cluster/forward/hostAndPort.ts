/** Where something listens, or can be reached, in one word: `127.0.0.1:8080`, `[::1]:8080`. */
export function hostAndPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
