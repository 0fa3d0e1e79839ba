import { CancellationError, l10n, type Memento, window } from 'vscode';
import type { DeclaredForward } from '../../cluster/forward/declared.ts';

/**
 * Asks, before a declared forward first listens where other machines reach it, whether it may. Rejects with a
 * CancellationError where it may not, or where the signal aborts.
 */
export type ExposureConsent = (declared: DeclaredForward, signal: AbortSignal) => Promise<void>;

const key = 'kubewright.exposedForwards';
/** Of those agreed to; older ones are asked for again. */
const mostKept = 100;

/** What was agreed to holds for the workspace, as long as the forward leads and listens as it did. */
export function createExposureConsent(memento: Memento): ExposureConsent {
  return async ({ name, context, namespace, kind, target, ports, addresses, exposed }, signal) => {
    if (exposed.length === 0) return;
    const agreed = JSON.stringify([name, context, namespace, kind, target, ports, addresses]);
    if (kept().includes(agreed)) return;
    const message = l10n.t(
      'The port-forward {0} is declared to listen on {1}, where other machines can use it: with your access to the cluster, and without a password of yours.',
      name,
      exposed.join(', '),
    );
    const listen = l10n.t('Let Other Machines In');
    const chosen = await untilAborted(window.showWarningMessage(message, listen), signal);
    if (chosen !== listen) throw new CancellationError();
    await memento.update(key, [...kept(), agreed].slice(-mostKept));
  };

  function kept(): readonly string[] {
    return memento.get<readonly string[]>(key, []);
  }
}

/** A notification stays until it is answered, which may be never. */
function untilAborted<T>(answer: Thenable<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new CancellationError());
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    answer.then(resolve, reject);
  });
}
