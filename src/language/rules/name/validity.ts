/** What is wrong with a name, a key or a value: too long, or not made as it must be. */
export type NameReason =
  | { readonly kind: 'too-long'; readonly length: number; readonly limit: number }
  | { readonly kind: 'malformed'; readonly form: NameForm };

/** The forms that the API server knows (RFC 1123, and the qualified names of labels). */
export type NameForm = 'subdomain' | 'dns-label' | 'path-segment' | 'qualified-name' | 'label-value';

const forms: Readonly<Record<NameForm, { readonly pattern: RegExp; readonly limit: number }>> = {
  subdomain: {
    pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/,
    limit: 253,
  },
  'dns-label': { pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, limit: 63 },
  'path-segment': { pattern: /^(?!\.{1,2}$)[^/%]+$/, limit: Number.POSITIVE_INFINITY },
  'qualified-name': { pattern: /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/, limit: 63 },
  'label-value': { pattern: /^(?:[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)?$/, limit: 63 },
};

/** What the API server says against a text of that form; `undefined` where it takes it. `limit` is a stricter one. */
export function whyInvalid(text: string, form: NameForm, limit = forms[form].limit): NameReason | undefined {
  // The server counts bytes; whatever has more of them than characters is malformed anyway.
  if (text.length > limit) return { kind: 'too-long', length: text.length, limit };
  return forms[form].pattern.test(text) ? undefined : { kind: 'malformed', form };
}

/** {@link whyInvalid} for a key of a label or annotation: a name, with a domain and a slash before it or not. */
export function whyInvalidKey(key: string): NameReason | undefined {
  const slash = key.indexOf('/');
  if (slash < 0) return whyInvalid(key, 'qualified-name');
  return whyInvalid(key.slice(0, slash), 'subdomain') ?? whyInvalid(key.slice(slash + 1), 'qualified-name');
}
