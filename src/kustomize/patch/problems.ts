/** Problems of `patches`, `patchesStrategicMerge` and `patchesJson6902`; each one ends the official build too. */
export interface PatchProblems {
  /** A strategic merge patch names an object that is not there; `nearest` is the id most like it. */
  'patch.no-target': { readonly id: string; readonly nearest?: string };
  'patch.ambiguous-target': { readonly id: string; readonly candidates: readonly string[] };
  'patch.both-forms': Record<never, never>;
  'patch.no-form': Record<never, never>;
  'patch.empty': Record<never, never>;
  'patch.unparsable': Record<never, never>;
  /** What begins with a bracket is read as JSON, never as YAML. */
  'patch.bad-json': Record<never, never>;
  'patch.json-without-target': Record<never, never>;
  'patch.no-target-name': Record<never, never>;
  'patch.several-targets': { readonly count: number };
  'patch.bad-regex': { readonly pattern: string };
  'patch.bad-selector': { readonly selector: string };
  /** `expected` is what the object has at the path, `found` what the patch has. */
  'patch.kind-mismatch': {
    readonly resource: string;
    readonly path: string;
    readonly expected: NodeKind;
    readonly found: NodeKind;
  };
  'patch.unknown-directive': { readonly directive: string };
  /** Elements of a list that is merged by keys are of different kinds. */
  'patch.bad-list': { readonly resource: string; readonly path: string };
  'patch.json-unknown-op': { readonly op: string };
  'patch.json-incomplete': { readonly op: string; readonly field: 'path' | 'from' | 'value' };
  'patch.json-path-missing': { readonly resource: string; readonly path: string };
  'patch.json-no-key': { readonly resource: string; readonly path: string };
  'patch.json-bad-index': { readonly index: string; readonly length: number };
  'patch.json-test-failed': { readonly resource: string; readonly path: string };
  'patch.json-not-an-object': { readonly resource: string };
}

/** The kind of a YAML node, as messages name it. */
export type NodeKind = 'mapping' | 'sequence' | 'scalar';
