/** A quantity as `resource.ParseQuantity` takes it. */
export const quantity = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+|[KMGTPE]i|[numkMGTPE])?$/;

/** RFC 3339. */
export const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** Base64 of the standard alphabet with its padding, line breaks taken out. */
export const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether something is to be put in place of a part of the text later: Flux's `${VAR}`, Go's `{{ … }}`, vars. */
export function isTemplate(text: string): boolean {
  return /\$[{(]|\{\{|<%|^ENC\[/.test(text);
}

/** Words that people write where something is to be put in later. */
const standIn = /place-?holder|(?:replace|change)-?(?:me|this|with)|^(?:to-?do|tbd|fix-?me|x{3,})$/i;

/** Whether a text only holds the place for what is to come: `REPLACE_ME`, `changeme`, `TODO`. */
export function isStandIn(text: string): boolean {
  return standIn.test(text.replaceAll('_', ''));
}

/** Whether a text is one, or a name in the letters of one: `__REPLICAS__`. Words that a field allows may look so too. */
export function mayBeStandIn(text: string): boolean {
  return isStandIn(text) || (text.includes('_') && /^[A-Z_][A-Z0-9_]*$/.test(text));
}
