/** The project's folder. */
export const root: string;

/** Runs `npm ci` unless node_modules was made from the present lock file. Exits the process where npm fails. */
export function installDependencies(): void;

/** Runs a TypeScript script with the project's own Node and ends with its exit code. */
export function runWithProjectNode(script: string, args: readonly string[]): void;
