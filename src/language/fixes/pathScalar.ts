/** A path as a YAML scalar: plain where nothing in it means something to YAML. */
export function pathScalar(path: string): string {
  return /^[\w./][\w./@+-]*$/.test(path) && !/^[\d.]+$/.test(path.replaceAll('/', ''))
    ? path
    : JSON.stringify(path);
}
