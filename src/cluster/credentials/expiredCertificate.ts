import { X509Certificate } from 'node:crypto';
import type { Credential } from './credential.ts';

/**
 * When the credential's client certificate ended, as ISO 8601; `undefined` where there is none or it still holds by
 * this machine's clock. A reason to give for a refusal, never one to refuse: clocks differ.
 */
export function expiredSince({ cert }: Credential): string | undefined {
  if (cert === undefined) return undefined;
  try {
    const end = new Date(new X509Certificate(cert).validTo);
    return end.getTime() < Date.now() ? end.toISOString() : undefined;
  } catch {
    return undefined;
  }
}
