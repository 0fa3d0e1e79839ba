/** The name under which the YAML extension knows us: it is the scheme of our schemas' URIs too. */
export const schemaScheme = 'kubewright';

/** Whether the last step of a path is a name that kustomize looks for. */
export function hasKustomizationName(path: string): boolean {
  return /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(path);
}

/** The schema of a document, by URI, as the YAML extension asks for it: one of ours for kustomizations alone. */
export function requestSchema(resource: string): string | undefined {
  return hasKustomizationName(resource) ? `${schemaScheme}://schema/kustomization` : undefined;
}

/** What our schema says: nothing, so that nothing is found wrong and nothing completed twice. */
export function requestSchemaContent(): string {
  return '{}';
}
