/** Rules about `patches` and its older forms. */
export interface PatchProblems {
  /** A target without any condition, with a patch that deletes all it selects. */
  'patch.deletes-all': { readonly count: number };
  /** A patch made a container without an image beside one of nearly the same name. */
  'patch.new-container': { readonly name: string; readonly nearest: string };
  /**
   * A target that selects nothing: `nearest` was probably meant, `part` is a name that the pattern fits only in part,
   * `later` a label selector that fits only once all labels are set.
   */
  'patch.no-match': {
    readonly target: string;
    readonly nearest?: string;
    readonly part?: string;
    readonly later?: string;
  };
}
