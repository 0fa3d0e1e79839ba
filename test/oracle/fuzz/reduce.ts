import type { Sample } from './sample.ts';

type Files = Sample['files'];

/**
 * Makes a sample smaller for as long as it stays interesting: whole files first, then ever shorter runs of lines.
 * What is left loses its meaning with every further line.
 */
export async function reduce(
  files: Files,
  isInteresting: (files: Files) => Promise<boolean>,
): Promise<Files> {
  let current = files;
  for (let before: Files | undefined; before !== current; ) {
    before = current;
    for (const name of Object.keys(current)) {
      const { [name]: _, ...rest } = current;
      if (await isInteresting(rest)) current = rest;
    }
    for (const [name, content] of Object.entries(current)) {
      if (typeof content === 'string') current = await reduceFile(current, name, isInteresting);
    }
  }
  return current;
}

async function reduceFile(
  files: Files,
  name: string,
  isInteresting: (files: Files) => Promise<boolean>,
): Promise<Files> {
  let current = files;
  const lines = () => (current[name] === '' ? [] : String(current[name]).split(/(?<=\n)/));
  for (let size = Math.ceil(lines().length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < lines().length; ) {
      const shorter = { ...current, [name]: lines().toSpliced(at, size).join('') };
      if (await isInteresting(shorter)) current = shorter;
      else at += size;
    }
  }
  return current;
}
