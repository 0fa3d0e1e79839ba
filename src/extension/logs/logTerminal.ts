import { EventEmitter, l10n, type Pseudoterminal } from 'vscode';
import type { LogEvent, LogSource } from '../../cluster/logs/podLog.ts';
import type { TextOf } from '../../messages/text.ts';
import { failureText, isCancellation, isClusterFailure } from '../failureText.ts';

/** Lines from before the opening; a terminal keeps about as many. */
const tailLines = 1000;

/**
 * A terminal that shows the log of a pod's containers as it is written, with the colours that programs give it. Where
 * there are several, each line begins with its container's name. Ends its requests when it is closed.
 */
export function createLogTerminal(sources: readonly LogSource[], textOf: TextOf): Pseudoterminal {
  const written = new EventEmitter<string>();
  const closing = new AbortController();

  async function follow(source: LogSource): Promise<void> {
    const { followLog } = await import('../../cluster/logs/podLog.ts');
    const prefix = sources.length > 1 ? `${colored(source.container)} ` : '';
    try {
      for await (const event of followLog(source, { tailLines, signal: closing.signal })) {
        written.fire(eventText(event, source.container, prefix, textOf));
      }
    } catch (error) {
      if (isCancellation(error) || closing.signal.aborted) return;
      const text = isClusterFailure(error) ? failureText(error, textOf) : String(error);
      written.fire(noted(`${source.container}: ${text}`));
    }
  }

  return {
    onDidWrite: written.event,
    open() {
      for (const source of sources) void follow(source);
    },
    close() {
      closing.abort();
      written.dispose();
    },
  };
}

function eventText(event: LogEvent, container: string, prefix: string, textOf: TextOf): string {
  switch (event.type) {
    case 'lines':
      return event.lines.map(line => `${prefix}${line}\x1b[0m\r\n`).join('');
    case 'interrupted':
      return noted(
        l10n.t('{0}: {1} The log goes on when it answers.', container, failureText(event.failure, textOf)),
      );
    case 'restarted':
      return noted(l10n.t('{0} was started again.', container));
    case 'ended':
      if (event.reason === undefined) return noted(l10n.t('{0}: the pod is gone.', container));
      return noted(
        l10n.t('{0} has ended: {1}, exit code {2}.', container, event.reason, event.exitCode ?? '?'),
      );
  }
}

/** What is not of the log itself is dim. */
function noted(text: string): string {
  return `\x1b[2m${text}\x1b[0m\r\n`;
}

const colors = [36, 33, 35, 32, 34];

/** The same name always has the same colour. */
function colored(name: string): string {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return `\x1b[${colors[sum % colors.length]}m${name}\x1b[0m`;
}
