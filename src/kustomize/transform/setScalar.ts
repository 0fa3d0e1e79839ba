import { type Copy, isSetting, type Scalar, type Setting, type SourceFile } from '../../yaml/node.ts';

/** The directive that writes a value, for provenance. */
export interface Directive {
  /** Path of the field in its kustomization, such as `images[2].newTag`. */
  readonly name: string;
  readonly file: SourceFile;
  /** UTF-16 offset of the value that is written, or of the directive that decides it. */
  readonly start: number;
  /** What the value is copied from, where it is. */
  readonly copies?: readonly Copy[];
}

/** What a scalar remembers of the directive that writes it over `previous`. */
export function settingOf({ name, file, start, copies }: Directive, previous: Scalar | undefined): Setting {
  const setting = { directive: name, file, start, previous };
  return copies === undefined ? setting : { ...setting, copies };
}

/**
 * The scalar with another text, in the style of the one it replaces, as kyaml's `SetScalar` does: a plain one may
 * thereby become a number. Who set it, and what was there before, is kept.
 */
export function setScalar(previous: Scalar | undefined, text: string, directive: Directive): Scalar {
  return written(previous, text, previous?.style ?? 'plain', directive);
}

/** A scalar that is a string whatever its text. */
export function setString(previous: Scalar | undefined, text: string, directive: Directive): Scalar {
  return written(previous, text, 'double', directive);
}

/** A scalar whose text decides what it is, such as a count. */
export function setPlain(previous: Scalar | undefined, text: string, directive: Directive): Scalar {
  return written(previous, text, 'plain', directive);
}

/**
 * The style in which a file or a patch has a scalar, which the official tool keeps through all that is written over it;
 * `undefined` for one that a transformer made.
 */
export function writtenStyle(scalar: Scalar | undefined): Scalar['style'] | undefined {
  let current = scalar;
  while (current !== undefined && isSetting(current.from)) {
    const { directive, previous }: Setting = current.from;
    if (previous === undefined && directive.startsWith('patches')) return current.style;
    current = previous;
  }
  return current?.style;
}

function written(
  previous: Scalar | undefined,
  text: string,
  style: Scalar['style'],
  directive: Directive,
): Scalar {
  return {
    kind: 'scalar',
    text,
    style,
    tag: undefined,
    from: settingOf(directive, previous),
    start: -1,
  };
}
