import { CancellationError } from 'vscode';
import type { ClusterFailure } from '../cluster/failure.ts';
import type { Message, TextOf } from '../messages/text.ts';

/** By its name: the class itself lives in the cluster room, which is not loaded before it is needed. */
export function isClusterFailure(error: unknown): error is ClusterFailure {
  return error instanceof Error && error.name === 'ClusterFailure' && 'code' in error && 'params' in error;
}

/** What a failure says in the language of the editor. */
export function failureText(failure: ClusterFailure, textOf: TextOf): string {
  // Code and parameters belong together where the failure was made; the class forgets it.
  return textOf({ code: failure.code, params: failure.params } as Message);
}

/** True where the user gave the work up, which is no error. */
export function isCancellation(error: unknown): boolean {
  return error instanceof CancellationError || (error instanceof Error && error.name === 'AbortError');
}
