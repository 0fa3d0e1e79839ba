/** Rules about `images`. */
export interface ImageProblems {
  /** A digest that is no algorithm with as many hexadecimal digits as it has. */
  'image.bad-digest': { readonly digest: string };
  /** A second entry for an image; `newName` is what the earlier one calls it, so that this one finds nothing. */
  'image.duplicate': { readonly name: string; readonly newName?: string };
  /** A new name with a tag or digest in it; `isAlone` where the entry sets neither by a field of its own. */
  'image.name-with-tag': {
    readonly newName: string;
    readonly name: string;
    readonly tag: string;
    readonly digest: string;
    readonly isAlone: boolean;
  };
  /**
   * An entry that fits no image; `nearest` is an image name that was probably meant, `outOfReach` a field of a custom
   * resource that has the image.
   */
  'image.no-match': {
    readonly name: string;
    readonly nearest?: string;
    readonly outOfReach?: { readonly kind: string; readonly field: string };
  };
  /** An entry that fits images and leaves each as it is. */
  'image.no-effect': { readonly name: string };
  /** A field of a custom resource that has an image of a name that an entry changes elsewhere. */
  'image.out-of-reach': { readonly name: string; readonly kind: string; readonly field: string };
  /** A name that as a regular expression fits `other` too. */
  'image.pattern': { readonly name: string; readonly other: string };
  'image.tag-and-digest': { readonly tag: string };
}
