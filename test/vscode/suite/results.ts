/** One test of the in-host suite, as written to the file that KUBEWRIGHT_TEST_RESULTS names. */
export interface InHostResult {
  /** Suite and test, joined by ` › `. */
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'pending';
  /** The error's message and stack; undefined for a test that did not fail. */
  readonly error?: string;
}
