import type { SchemaProblems } from '../schema/problems.ts';
import type { Problem, YamlProblems } from '../yaml/problem.ts';
import type { HelmProblems } from './helm/problems.ts';
import type { PatchProblems } from './patch/problems.ts';
import type { RemoteProblems } from './remote/problems.ts';
import type { ReplacementProblems } from './replacement/problems.ts';

/** Problems that a build raises by itself, beside those of YAML and of the kustomization's own schema. */
export interface BuildProblems {
  /** A field that is valid, but that this engine does not carry out. */
  'kustomization.missing': { readonly directory: string; readonly nearest?: string };
  'kustomization.several': { readonly directory: string; readonly names: readonly string[] };
  'kustomization.empty': Record<never, never>;
  'kustomization.wrong-kind': { readonly kind: string };
  'kustomization.wrong-version': { readonly apiVersion: string; readonly expected: string };
  /** `isPattern`: the path has stars or the like, as shells take and kustomize does not. */
  'resource.not-found': { readonly path: string; readonly nearest?: string; readonly isPattern?: true };
  'resource.unreadable': { readonly path: string; readonly reason: string };
  'resource.empty-path': Record<never, never>;
  'resource.absolute-path': { readonly path: string };
  'resource.outside-root': { readonly path: string; readonly root: string };
  'resource.cycle': { readonly path: string; readonly chain: readonly string[] };
  /** `ways`: the two entries that bring one and the same object, as they are written; `isOneItem`: both name one path. */
  'resource.duplicate': {
    readonly id: string;
    readonly ways?: readonly string[];
    readonly isOneItem?: boolean;
  };
  /** Whether it is a kustomization file, and the one that lists it. */
  'resource.no-kind': { readonly kustomizationFile?: 'own' | 'other' };
  'resource.no-name': { readonly kind: string; readonly kustomizationFile?: 'own' | 'other' };
  /** A name in which the list of former names, as the official tool keeps it, comes apart. */
  'resource.comma-in-name': { readonly name: string };
  'resource.bad-separator': { readonly text: string };
  'resource.bad-number': { readonly text: string };
  /** A text that its tag does not fit; it may be a secret. */
  'resource.wrong-tag': { readonly tag: string };
  'resource.leading-tab': Record<never, never>;
  'resource.control-character': Record<never, never>;
  /** A key that the official tool writes without quotes, so that it reads it back as no text and gives up. */
  'resource.bad-key': { readonly key: string };
  'resource.bad-list': { readonly kind: string };
  'component.expected': { readonly path: string; readonly kind: string };
  'component.unexpected': { readonly path: string };
  'file.is-directory': { readonly path: string };
  'component.not-directory': { readonly path: string };
  'generator.no-name': Record<never, never>;
  /** What is written there is not told: it may be a secret. */
  'generator.bad-literal': Record<never, never>;
  'generator.bad-file-source': Record<never, never>;
  'generator.env-not-text': { readonly path: string };
  'generator.duplicate-key': { readonly key: string };
  'generator.exists': { readonly id: string };
  'generator.ambiguous': { readonly id: string };
  'generator.nothing-to-merge': { readonly id: string; readonly behavior: string };
  'plugin.lacks-field': { readonly kind: string; readonly field: string };
  'plugin.validator-changes': { readonly kind: string };
  /** One of the official tool's own, which has none of that kind. */
  'plugin.unknown': { readonly kind: string; readonly nearest?: string };
  'plugin.not-run': { readonly kind: string };
  'configuration.invalid': { readonly path: string; readonly reason: string };
  'var.ambiguous': { readonly name: string };
  'var.duplicate': { readonly name: string };
  'var.not-found': { readonly name: string; readonly target: string };
  'var.bad-field': { readonly name: string; readonly fieldPath: string };
  'sort.bad-order': { readonly order: string };
  'sort.options-without-legacy': Record<never, never>;
  'openapi.path-and-version': Record<never, never>;
  'openapi.unknown-version': { readonly version: string; readonly known: string };
  'openapi.invalid': { readonly path: string };
  'image.bad-name': { readonly name: string };
  'image.not-a-string': { readonly resource: string; readonly path: string };
  'namespace.conflict': { readonly id: string };
  'transformer.bad-field': { readonly resource: string; readonly field: string };
  'transformer.conflicting-fields': Record<never, never>;
  'replicas.no-match': { readonly name: string; readonly nearest?: string };
  'name-reference.ambiguous': { readonly name: string; readonly candidates: readonly string[] };
  'name-reference.bad-field': { readonly resource: string; readonly path: string };
}

/** Every problem that a build can have. */
export type KustomizeProblems = BuildProblems &
  ReplacementProblems &
  PatchProblems &
  RemoteProblems &
  HelmProblems &
  SchemaProblems &
  YamlProblems;
/** Whatever a build may report. */
export type KustomizeProblem = Problem<KustomizeProblems>;
