import type { DebugConfiguration } from 'vscode';

/** Debuggers that want a list of names and values where all others take `env`. */
const listing = new Set(['cppdbg', 'cppvsdbg']);

/** The configuration with the variables added to those that its program gets; of one name, these count. */
export function withEnvironment(
  configuration: DebugConfiguration,
  env: Readonly<Record<string, string>>,
): DebugConfiguration {
  if (!listing.has(configuration.type)) {
    const known: unknown = configuration['env'];
    return { ...configuration, env: { ...(typeof known === 'object' ? known : {}), ...env } };
  }
  const known: unknown = configuration['environment'];
  const others = (Array.isArray(known) ? (known as unknown[]) : []).filter(
    entry =>
      typeof entry !== 'object' ||
      entry === null ||
      !('name' in entry) ||
      !Object.hasOwn(env, String(entry.name)),
  );
  const added = Object.entries(env).map(([name, value]) => ({ name, value }));
  return { ...configuration, environment: [...others, ...added] };
}
