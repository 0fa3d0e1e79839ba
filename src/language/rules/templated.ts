/** Whether a text is filled in later by somebody else: `${VAR}`, `$(VAR)`, `{{ value }}`, `<placeholder>`. */
export function isTemplated(text: string): boolean {
  return /[${}<>]/.test(text);
}
