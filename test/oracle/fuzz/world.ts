import type { Tree } from '../patch/yamlText.ts';

/** Entries of a tree, to be put together by spreading. */
export type Entries = { readonly [key: string]: Tree };

/** An object that a kustomization holds, as far as directives need to know it to speak of it. */
export interface Known {
  readonly apiVersion: string;
  readonly kind: string;
  /** As the text of the object has it before any transformer. */
  readonly name: string;
  readonly namespace: string | undefined;
  readonly labels: readonly string[];
  /** Containers by name; empty for what has no pods. */
  readonly containers: readonly string[];
  readonly images: readonly string[];
  /** Field paths with dots that hold a scalar. */
  readonly scalars: readonly string[];
}

export function groupOf({ apiVersion }: Known): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

export function versionOf({ apiVersion }: Known): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

/** The name without the quotes that it may be written in. */
export function plainName({ name }: Known): string {
  return name.replace(/^["']|["']$/g, '');
}
