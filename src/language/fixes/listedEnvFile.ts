import { isMap, isScalar, parseDocument } from 'yaml';
import { spanOf } from './blockText.ts';

/** A generator's `env` at a path written as `envs`, a list of one; not where the generator has both. */
export function listedEnvFile(text: string, path: readonly (string | number)[]): string | undefined {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
  const generator = document.getIn(path.slice(0, -1));
  const field = path.at(-1);
  if (document.errors.length > 0 || !isMap(generator)) return undefined;
  const keys = generator.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  const pair = generator.items[keys.indexOf(String(field))];
  if (pair === undefined || keys.some(key => key.toLowerCase() === 'envs')) return undefined;
  const [key, value] = [spanOf(pair.key), spanOf(pair.value)];
  if (key === undefined || value === undefined || !isScalar(pair.value)) return undefined;
  const written = text.slice(value.start, value.end);
  // Between brackets more characters mean something.
  if (!/^[\w./-]+$|^"[^"\\\n]*"$|^'[^'\n]*'$/.test(written)) return undefined;
  const renamed = `${text.slice(0, key.start)}envs${text.slice(key.end, value.start)}`;
  return `${renamed}[${written}]${text.slice(value.end)}`;
}
