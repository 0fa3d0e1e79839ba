import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running program of the control plane; whoever started it stops it. */
export interface Part {
  readonly name: string;
  readonly pid: number;
  /** The end of what it has written so far. */
  tail(): string;
  /** Fails once the program has ended without being told to; never resolves. */
  readonly failure: Promise<never>;
  /** Ends it, at once where `abrupt`, else with three seconds to close; resolves when it is gone. */
  stop(abrupt?: boolean): Promise<void>;
}

const running = new Set<ChildProcess>();
const folders = new Set<string>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Removes the folder when this process ends, unless `forgetFolder` was called before. */
export function removeFolderAtExit(folder: string): void {
  watchExit();
  folders.add(folder);
}

/** The counterpart of `removeFolderAtExit`, for a folder that is gone. */
export function forgetFolder(folder: string): void {
  folders.delete(folder);
}

/**
 * Starts a program in a process group of its own, with its output in `logFile` (appended). It ends with this process,
 * however that ends: by the exit handler here, or, where this process is killed, because its standard input closes.
 */
export function startPart(name: string, argv: readonly string[], logFile: string): Part {
  watchExit();
  const [program = '', ...args] = argv;
  const log = openSync(logFile, 'a');
  const child = spawn(program, args, {
    stdio: ['pipe', log, log],
    detached: true,
    env: { ...process.env, EXIT_WITH_STDIN: '1' },
  });
  closeSync(log);
  running.add(child);
  // Neither the child nor its pipe keeps the owner alive.
  child.unref();
  (child.stdin as unknown as { unref(): void } | null)?.unref();

  let stopping = false;
  const ended = new Promise<string>(resolve => {
    child.on('error', error => resolve(error.message));
    child.on('exit', (code, signal) => resolve(`ended with ${signal ?? `exit code ${code}`}`));
  });
  void ended.then(() => running.delete(child));
  const tail = () => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
  const failure = new Promise<never>((_, reject) => {
    void ended.then(how => {
      if (!stopping && !endingEverything) reject(new Error(`${name} ${how}. The end of its log:\n${tail()}`));
    });
  });
  failure.catch(() => {});
  return {
    name,
    pid: child.pid ?? 0,
    tail,
    failure,
    stop: async abrupt => {
      stopping = true;
      child.ref();
      killGroup(child, abrupt ? 'SIGKILL' : 'SIGTERM');
      const patience = new AbortController();
      const timeout = sleep(3000, undefined, { signal: patience.signal }).then(
        () => killGroup(child, 'SIGKILL'),
        () => {},
      );
      await ended;
      patience.abort();
      await timeout;
    },
  };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || !running.has(child)) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

let watching = false;
let endingEverything = false;

function watchExit(): void {
  if (watching) return;
  watching = true;
  process.once('exit', endEverything);
  for (const signal of signals) {
    process.once(signal, () => {
      endEverything();
      // Whoever else listens decides what the signal means; nobody else: what it means by default.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  }
}

function endEverything(): void {
  endingEverything = true;
  for (const child of running) killGroup(child, 'SIGKILL');
  for (const folder of folders)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  folders.clear();
}
