import type { DeclaredForward } from './declared.ts';
import type { ForwardedPort } from './portForward.ts';

/**
 * The variables by which a program finds a declared forward: `DB_ADDRESS`, `DB_HOST` and `DB_PORT` for one named `db`,
 * `DB_PORT_9187` for a further port, and what the declaration adds.
 */
export function forwardVariables(
  { name, environment }: Pick<DeclaredForward, 'name' | 'environment'>,
  ports: readonly ForwardedPort[],
): Record<string, string> {
  const [first] = ports;
  if (first === undefined) return {};
  const prefix = variableName(name);
  const host = first.addresses[0] ?? '127.0.0.1';
  const port = String(first.local);
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const known: Readonly<Record<string, string>> = { address, host, port };
  const own = Object.entries(environment).map(([key, value]) => [
    key,
    value.replace(/\$\{(address|host|port)\}/g, (_all, word: string) => known[word] ?? ''),
  ]);
  return {
    [`${prefix}_ADDRESS`]: address,
    [`${prefix}_HOST`]: host,
    [`${prefix}_PORT`]: port,
    ...Object.fromEntries(
      ports.slice(1).map(({ remote, local }) => [`${prefix}_PORT_${variableName(remote)}`, String(local)]),
    ),
    ...Object.fromEntries(own),
  };
}

/** The first line of files that are ours to replace and to delete. */
export const environmentHeader = '# Written by Kubewright while its port-forwards run.\n';

/** As dotenv files have it; values with anything but plain characters are quoted. */
export function environmentText(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${/^[\w.:/@%+,-]*$/.test(value) ? value : quoted(value)}\n`)
    .join('');
}

function quoted(value: string): string {
  return `"${value.replace(/[\\"$`]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

function variableName(text: string): string {
  const name = text.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return /^\d/.test(name) && text !== '' && !/^\d+$/.test(text) ? `_${name}` : name;
}
