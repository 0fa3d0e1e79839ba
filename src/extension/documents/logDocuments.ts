import { type Disposable, l10n, workspace } from 'vscode';
import { withSignal } from '../abortSignal.ts';
import { failureText, isClusterFailure } from '../failureText.ts';
import type { Services } from '../services.ts';
import { sessionOf } from '../sessionOf.ts';
import { logAddress, logScheme } from './documentUri.ts';

/** More than this no editor shows with pleasure. */
const tailLines = 200_000;

/** Read-only documents that show a container's log as it was when they were opened; the caller disposes it. */
export function serveLogDocuments(parts: Pick<Services, 'kubeconfigs' | 'sessions' | 'textOf'>): Disposable {
  return workspace.registerTextDocumentContentProvider(logScheme, {
    async provideTextDocumentContent(uri, token) {
      const address = logAddress(uri);
      if (address === undefined) return l10n.t('This is no address of a log.');
      const { context, namespace, pod, container, previous } = address;
      try {
        const [{ connection }, { readLog }] = await Promise.all([
          sessionOf(context, parts),
          import('../../cluster/logs/podLog.ts'),
        ]);
        const text = await withSignal(token, signal =>
          readLog({ connection, namespace, pod, container }, { tailLines, previous, signal }),
        );
        return withoutColors(text);
      } catch (error) {
        return isClusterFailure(error) ? failureText(error, parts.textOf) : String(error);
      }
    },
  });
}

/** Escape sequences of terminals are noise in a document. */
function withoutColors(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '');
}
