import type { OffsetLocation } from '../../yaml/location.ts';
import { isSetting, type Scalar, type SourceFile } from '../../yaml/node.ts';

/** Where the present value of a scalar is written: in its file, or at the directive that set it. */
export function placeOf(scalar: Scalar): OffsetLocation {
  const { from } = scalar;
  return isSetting(from) ? tokenAt(from.file, from.start) : tokenAt(from, scalar.start);
}

/**
 * The step by which a scalar became wrong and stayed so: the scalar as that step left it. The scalar itself where
 * nobody changed it.
 */
export function culpritOf(scalar: Scalar, isWrong: (scalar: Scalar) => boolean): Scalar {
  let culprit = scalar;
  for (;;) {
    const { from }: Scalar = culprit;
    if (!isSetting(from) || from.previous === undefined || !isWrong(from.previous)) return culprit;
    culprit = from.previous;
  }
}

/**
 * The YAML scalar at an offset, quotes included: nodes remember where the text within them begins. Else it goes to the
 * end of its line or flow item.
 */
export function tokenAt(file: SourceFile, offset: number): OffsetLocation {
  const { uri, text } = file;
  const start = /["']/.test(text.charAt(offset - 1)) ? offset - 1 : offset;
  const rest = text.slice(start, start + 4096);
  const token =
    /^"(?:[^"\\]|\\[\s\S])*"/.exec(rest) ??
    /^'(?:[^']|'')*'/.exec(rest) ??
    /^(?:\{\{[^\n]*?\}\}|(?!\{\{[^\n]*?\}\})[^\n])*?(?=\s*(?:\n|$|[,\]}])|\s#|:\s)/.exec(rest);
  return { uri, start, end: start + (token?.[0].length ?? 0) };
}
