/** Rules about `images`. */
export interface ImageProblems {
  /** An entry that fits no image; `nearest` is an image name that was probably meant. */
  'image.no-match': { readonly name: string; readonly nearest?: string };
  /** An entry that fits images and leaves each as it is. */
  'image.no-effect': { readonly name: string };
}
