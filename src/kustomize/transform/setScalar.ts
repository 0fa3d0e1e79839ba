import type { Copy, Scalar, Setting, SourceFile } from '../../yaml/node.ts';
import { stringStyle, tagOfString } from '../../yaml/stringStyle.ts';

/** The directive that writes a value, for provenance. */
export interface Directive {
  /** Path of the field in its kustomization, such as `images[2].newTag`. */
  readonly name: string;
  readonly file: SourceFile;
  /** UTF-16 offset of the value that is written, or of the directive that decides it. */
  readonly start: number;
  /** Where the directive itself stands, where it writes what stands elsewhere. */
  readonly by?: Setting['by'];
  /** What the value is copied from, where it is. */
  readonly copies?: readonly Copy[];
}

/** What a scalar remembers of the directive that writes it over `previous`. */
export function settingOf(directive: Directive, previous: Scalar | undefined): Setting {
  const { name, file, start, by, copies } = directive;
  const setting = { directive: name, file, start, previous };
  if (by === undefined && copies === undefined) return setting;
  return { ...setting, ...(by && { by }), ...(copies && { copies }) };
}

/**
 * The scalar with another text, in the style of the one it replaces, as kyaml's `SetScalar` does: without a tag, so that
 * a plain one may thereby become a number. Who set it, and what was there before, is kept.
 */
export function setScalar(previous: Scalar | undefined, text: string, directive: Directive): Scalar {
  return written(previous, { text, style: previous?.style ?? 'plain', tag: '' }, directive);
}

/** The same for a scalar that is tagged as a string, and so stays one whatever its text. */
export function setString(previous: Scalar | undefined, text: string, directive: Directive): Scalar {
  const style = previous?.style ?? 'plain';
  return written(previous, { text, style, tag: tagOfString(text, style) }, directive);
}

/** A string in a field that is added, or that is written over a former one in its style. */
export function setEntryString(previous: Scalar | undefined, text: string, directive: Directive): Scalar {
  return previous === undefined
    ? written(undefined, stringStyle(text), directive)
    : setString(previous, text, directive);
}

/** A scalar of another type than string, by its full tag, which quotes that were there nevertheless make one. */
export function setTagged(
  previous: Scalar | undefined,
  text: string,
  tag: string,
  directive: Directive,
): Scalar {
  return written(previous, { text, style: previous?.style ?? 'plain', tag }, directive);
}

function written(
  previous: Scalar | undefined,
  content: Pick<Scalar, 'text' | 'style' | 'tag'>,
  directive: Directive,
): Scalar {
  return { kind: 'scalar', ...content, from: settingOf(directive, previous), start: -1 };
}
