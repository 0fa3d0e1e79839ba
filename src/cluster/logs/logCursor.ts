/** Remembers how far a log was read, so that reading it again neither loses nor repeats a line. */
export interface LogCursor {
  /** Begins to read again; gives what to ask as `sinceTime`, in whole seconds; `undefined` before the first line. */
  resume(): string | undefined;
  /** The lines that were not seen before, without their timestamps. */
  take(lines: readonly string[]): string[];
}

/** At the beginning of a log. Lines are those of `timestamps=true`: RFC 3339 with nanoseconds, a space, the text. */
export function createLogCursor(): LogCursor {
  let last: string | undefined;
  /** Lines of exactly that moment that were given already. */
  let givenAtLast = 0;
  /** Lines of that moment that came again since `resume`. */
  let repeated = 0;
  return {
    resume() {
      repeated = 0;
      return last === undefined ? undefined : `${last.slice(0, 19)}Z`;
    },
    take(lines) {
      const fresh: string[] = [];
      for (const line of lines) {
        const space = line.indexOf(' ');
        const stamp = space < 0 ? line : line.slice(0, space);
        const text = space < 0 ? '' : line.slice(space + 1);
        const time = comparable(stamp);
        if (time === undefined) {
          fresh.push(line);
          continue;
        }
        if (last !== undefined && time < last) continue;
        if (time === last) {
          repeated += 1;
          if (repeated <= givenAtLast) continue;
          givenAtLast = repeated;
        } else {
          last = time;
          givenAtLast = 1;
          repeated = 1;
        }
        fresh.push(text);
      }
      return fresh;
    },
  };
}

/** In UTC with nine digits behind the point, so that texts compare as times; `undefined` for what is no timestamp. */
function comparable(stamp: string): string | undefined {
  const [, head, fraction = '', zone] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(stamp) ?? [];
  if (head === undefined || zone === undefined) return undefined;
  const utc = zone === 'Z' ? head : new Date(`${head}${zone}`).toISOString().slice(0, 19);
  return `${utc}.${fraction.padEnd(9, '0')}`;
}
