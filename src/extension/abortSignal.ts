import type { CancellationToken } from 'vscode';

/** Runs work that is given up by a signal under an editor's token. */
export async function withSignal<T>(
  token: CancellationToken,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const listening = token.onCancellationRequested(() => controller.abort());
  if (token.isCancellationRequested) controller.abort();
  try {
    return await run(controller.signal);
  } finally {
    listening.dispose();
  }
}
