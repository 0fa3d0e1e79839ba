import { hostAndPort } from './hostAndPort.ts';
import type { ForwardedPort } from './portForward.ts';

/** What the variables of a forward are made of. */
export interface ForwardNaming {
  /** What their names begin with; without one there are none but those of `environment`. */
  readonly prefix: string | undefined;
  /** More variables; `${address}`, `${host}` and `${port}` stand for those of the first port. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The variables by which a program finds a forward: `DB_ADDRESS`, `DB_HOST` and `DB_PORT` where its prefix is `DB`,
 * `DB_PORT_9187` for a further port, and what the declaration adds.
 */
export function forwardVariables(
  { prefix, environment }: ForwardNaming,
  ports: readonly ForwardedPort[],
): Record<string, string> {
  const [first] = ports;
  if (first === undefined) return {};
  const [bound = '127.0.0.1'] = first.addresses;
  // Whoever listens everywhere is found here, by an address that programs can connect to on any system.
  const host = bound === '0.0.0.0' ? '127.0.0.1' : bound === '::' ? '::1' : bound;
  const port = String(first.local);
  const address = hostAndPort(host, first.local);
  const known: Readonly<Record<string, string>> = { address, host, port };
  const own = Object.entries(environment).map(([key, value]) => [
    key,
    value.replace(/\$\{(address|host|port)\}/g, (_all, word: string) => known[word] ?? ''),
  ]);
  const values = [address, host, ...ports.map(({ local }) => String(local))];
  const names = prefix === undefined ? [] : addressNames(prefix, ports);
  return {
    ...Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])),
    ...Object.fromEntries(own),
  };
}

/** How variables with the addresses of a forward are called: address, host, first port, then one for each further port. */
export function addressNames(
  prefix: string,
  ports: readonly Pick<ForwardedPort, 'remote'>[],
): readonly string[] {
  const further = ports.slice(1).map(({ remote }) => `${prefix}_PORT_${variableName(remote)}`);
  return [`${prefix}_ADDRESS`, `${prefix}_HOST`, `${prefix}_PORT`, ...further];
}

/**
 * What the names of variables begin with for something of this name: `MY_DB` for `my-db`, `_5432` for `5432`. Names of
 * variables are ASCII in every shell, so where nothing remains of the name, the target's stands in, which is ASCII.
 */
export function variablePrefix(name: string, target: string): string {
  const prefix = variableName(name) || variableName(target);
  return /^\d/.test(prefix) ? `_${prefix}` : prefix;
}

/** Whether shells take a text for the name of a variable, or the beginning of one. */
export function isVariableName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

/** The first line of files that are ours to replace and to delete. */
export const environmentHeader = '# Written by Kubewright while its port-forwards run.\n';

/**
 * As dotenv files have it. Values are quoted such that dotenv, Node, Docker Compose and shells read the same; only one
 * with `'` and any of ``"$`\`` beside it, or a `\` at its end, cannot be written so, and is escaped for shells and Compose.
 */
export function environmentText(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${/^[\w.:/@%+,-]*$/.test(value) ? value : quoted(value)}\n`)
    .join('');
}

/** Between `'` nothing is special but, for some, a `\` before the end; between `"` each has rules of its own. */
function quoted(value: string): string {
  if (!value.includes("'") && !value.endsWith('\\')) return `'${value}'`;
  return `"${value.replace(/[\\"$`]/g, '\\$&')}"`;
}

/** The name of a variable, or a part of one, that says the text: `MY_DB` for `my-db`. Empty where nothing is left of it. */
function variableName(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}
