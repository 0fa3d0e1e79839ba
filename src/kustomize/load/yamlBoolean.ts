/** Whether the text of a boolean in a kustomization says true; YAML 1.1, which it is read as, has several words. */
export function isTrueText(text: string): boolean {
  return /^(?:y|yes|true|on)$/i.test(text);
}
