/** One finding as `kubewright lint --format json` prints it: lines and columns from 1, columns in UTF-16 units. */
export interface LintFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly code: string;
  readonly message: string;
  /** Directories of the kustomizations that run into it. */
  readonly roots: readonly string[];
}

/** A part of a file, counted as in {@link LintFinding}. */
export type Region = Pick<LintFinding, 'file' | 'line' | 'column' | 'endLine' | 'endColumn'>;

/** A finding with what only some formats print. */
export interface LintResult {
  readonly finding: LintFinding;
  /** Other places that belong to it. */
  readonly related: readonly Region[];
  /** The line that it begins in, as written. */
  readonly lineText: string;
}

/** A way to print findings; gives the whole output. */
export type LintFormat = (results: readonly LintResult[], locale: string | undefined) => string;
