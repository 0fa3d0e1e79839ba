import { getCACertificates } from 'node:tls';

let authorities: string[] | undefined;

/**
 * Whom to trust where nobody names an authority: those that Node brings (with NODE_EXTRA_CA_CERTS) and those of the
 * operating system, where companies put their own and kubectl looks. Read once.
 */
export function trustedAuthorities(): string[] {
  authorities ??= [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  return authorities;
}
