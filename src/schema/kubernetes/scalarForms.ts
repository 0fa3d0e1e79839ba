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
