import type { SchemaIssues } from '../../../schema/kubernetes/checkObject.ts';

/** Rules about `patches` and its older forms. */
export interface PatchProblems {
  /** A target without any condition, with a patch that deletes all it selects. */
  'patch.deletes-all': { readonly count: number };
  /** A patch made a container beside one of nearly the same name; `hasImage` tells whether the new one can run. */
  'patch.new-container': { readonly name: string; readonly nearest: string; readonly hasImage: boolean };
  /** What a patch with a target says of itself and nobody reads: `used` is what it is applied to. */
  'patch.ignored-name': {
    readonly part: 'kind' | 'name';
    readonly written: string;
    readonly used: string;
  };
  /** A name whose dots are meant as dots and select `other` too. */
  'patch.pattern': { readonly name: string; readonly other: string };
  /**
   * A list that is replaced as a whole; `gone` are the items, and fields of items, that it loses. Where `isDirected`, a
   * `$patch` in it is rendered as it is.
   */
  'patch.replaces-list': {
    readonly field: string;
    readonly gone: readonly string[];
    readonly isDirected: boolean;
  };
  /** Something behind a `---` in the file of a JSON patch. */
  'patch.second-document': Record<never, never>;
  /** A value that `by`, a later patch of the same kustomization, overwrites wherever it was set, or takes out. */
  'patch.undone': { readonly by: string; readonly isRemoved?: true };
  /** A field that is taken out and that the kind does not have. */
  'patch.unknown-field': SchemaIssues['schema.unknown-field'];
  /**
   * A target that selects nothing: `nearest` was probably meant, `part` is a name that the pattern fits only in part,
   * `later` a label selector or namespace that fits only once all labels and namespaces are set.
   */
  'patch.no-match': {
    readonly target: string;
    readonly nearest?: string;
    readonly part?: string;
    readonly later?: string;
    /** Whether `later` is a namespace, and no label selector. */
    readonly isNamespace?: true;
  };
}
