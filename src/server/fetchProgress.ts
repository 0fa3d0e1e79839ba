import type { Connection } from 'vscode-languageserver/node';
import type { FetchProgress } from './fetching.ts';

/** Shows a progress with a button to end it, where the client has such; the work goes on all the same where not. */
export async function showFetchProgress(
  connection: Connection,
  isSupported: boolean,
  title: string,
): Promise<FetchProgress> {
  const controller = new AbortController();
  const progress = isSupported ? await begin(connection, title).catch(() => undefined) : undefined;
  progress?.token.onCancellationRequested(() => controller.abort());
  return {
    signal: controller.signal,
    report: what => progress?.report(what),
    done: () => progress?.done(),
  };
}

async function begin(connection: Connection, title: string) {
  const progress = await connection.window.createWorkDoneProgress();
  progress.begin(title, undefined, undefined, true);
  return progress;
}
