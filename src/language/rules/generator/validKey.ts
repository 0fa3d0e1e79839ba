/** The longest key of a ConfigMap or a Secret that the API server takes. */
export const longestKey = 253;

/** Whether the API server takes a key in a ConfigMap or a Secret (`IsConfigMapKey` of apimachinery). */
export function isValidKey(key: string): boolean {
  if (key.length > longestKey || key === '.' || key.startsWith('..')) return false;
  return /^[-._a-zA-Z0-9]+$/.test(key);
}
