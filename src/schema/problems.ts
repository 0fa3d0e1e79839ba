/** What the decoder needed; the messages have a phrase for each. */
export type ExpectedType = 'string' | 'integer' | 'boolean' | 'list' | 'mapping';

/** What stands there, as the decoder sees it: `1.10` is a number and `yes` a boolean. */
export type ActualType = 'string' | 'number' | 'boolean' | 'null' | 'list' | 'mapping';

/** Problems of the structure of a kustomization file. */
export interface SchemaProblems {
  /**
   * `field` is the key as written, `parent` the path of the mapping (`images[0]`, empty at the top) and
   * `nearest` a field that is meant by all likelihood and not yet there.
   */
  'kustomization.unknown-field': {
    readonly field: string;
    readonly parent: string;
    readonly nearest?: string;
  };
  /** `field` is the whole path, `images[0].newTag`; `text` the scalar as written, where it is one. */
  'kustomization.wrong-type': {
    readonly field: string;
    readonly expected: ExpectedType;
    readonly actual: ActualType;
    readonly text?: string;
  };
}
