import type { Location } from '../../yaml/location.ts';

/** The most places that are named beside the one that is wrong. */
const mostRelated = 5;

/**
 * Gathers what one place does to many objects, such as a prefix that makes every name invalid: it is reported once,
 * with the parameters of the first object and the places of some.
 */
export function firstAtEachPlace<Params>(
  report: (params: Params, location: Location, related?: readonly Location[]) => void,
): {
  add(params: Params, location: Location, object: Location): void;
  /** Reports what was added, in its order. */
  flush(): void;
} {
  const found = new Map<string, { params: Params; location: Location; objects: Location[] }>();
  return {
    add(params, location, object) {
      const key = JSON.stringify(location);
      const first = found.get(key);
      if (first === undefined) found.set(key, { params, location, objects: [object] });
      else if (first.objects.length < mostRelated) first.objects.push(object);
    },
    flush() {
      for (const { params, location, objects } of found.values()) {
        // The object itself is no other place where it is written in the same file.
        const others = objects.filter(({ uri }) => uri !== location.uri);
        if (others.length === 0) report(params, location);
        else report(params, location, others);
      }
    },
  };
}
