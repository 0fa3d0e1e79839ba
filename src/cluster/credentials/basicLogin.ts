/** The header that says `user:password`. Secret. */
export function basicLogin(login: string): string {
  return `Basic ${Buffer.from(login).toString('base64')}`;
}
