/** Standard base64 as Go's YAML library breaks it: one line where it is short, else lines of 70, each ended. */
export function lineBrokenBase64(value: string | Uint8Array): string {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  const encoded = btoa(binary);
  if (encoded.length < 70) return encoded;
  return encoded.replace(/.{1,70}/g, line => `${line}\n`);
}
