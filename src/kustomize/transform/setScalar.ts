import type { Scalar, SourceFile } from '../../yaml/node.ts';

/** The directive that writes a value, for provenance. */
export interface Directive {
  readonly name: string;
  readonly file: SourceFile;
  /** UTF-16 offset of the value in the kustomization that is written or that decides what is. */
  readonly start: number;
}

/**
 * The scalar with another text, in the style of the one it replaces, as kyaml's `SetScalar` does: a plain one may
 * thereby become a number. Who set it, and what was there before, is kept.
 */
export function setScalar(previous: Scalar | undefined, text: string, directive: Directive): Scalar {
  return {
    kind: 'scalar',
    text,
    style: previous?.style ?? 'plain',
    tag: undefined,
    from: { directive: directive.name, file: directive.file, start: directive.start, previous },
    start: -1,
  };
}
