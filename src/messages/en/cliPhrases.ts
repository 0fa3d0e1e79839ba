import type { KeptReason, PrunedObject } from '../../apply/set/plannedSet.ts';
import type { DeclarationProblem } from '../../cluster/forward/declared.ts';

/** What the command line says beside problems and failures. */
export interface CliPhrases {
  'cli.no-context': { readonly contexts: readonly string[] };
  /** The settings bind what is done to contexts (names or globs) among which the current one is not; those that there are. */
  'cli.bound-elsewhere': BoundFacts;
  'cli.bound-question': BoundFacts;
  /** What is asked to agree to; `namespaces` is empty where only cluster-scoped objects are written. */
  'cli.apply-summary': {
    readonly context: string;
    readonly server: string;
    readonly namespaces: readonly string[];
    readonly create: number;
    readonly unverified: number;
    readonly change: number;
    readonly unchanged: number;
    readonly delete: number;
  };
  'cli.apply-question': Record<never, never>;
  'cli.apply-needs-yes': { readonly confirm: string };
  'cli.apply-wrong-confirm': { readonly given: string; readonly confirm: string };
  /** `flags` agree to the concerns that were told before. */
  'cli.apply-needs-flags': { readonly flags: string };
  'cli.apply-type-context': { readonly context: string };
  /** `elsewhere`: the namespaces that have it, where another one was named. */
  'cli.delete-nothing': {
    readonly context: string;
    readonly set: string;
    readonly elsewhere: readonly string[];
  };
  'cli.delete-several': { readonly set: string; readonly namespaces: readonly string[] };
  'cli.apply-declined': Record<never, never>;
  'cli.apply-refused': { readonly objects: number };
  'cli.apply-nothing': Record<never, never>;
  'cli.verdict': { readonly verdict: 'create' | 'change' | 'unchanged' | 'unverified' | 'refused' };
  'cli.outcome': { readonly outcome: 'created' | 'configured' | 'unchanged' | 'failed' | 'not-done' };
  /** Of an object that is rendered no more. */
  'cli.prune': { readonly outcome: PrunedObject['outcome'] | 'delete' };
  /** What others made and is lost with it. */
  'cli.prune-takes': { readonly objects: readonly string[] };
  /** Of what is rendered no more and others are lost with. */
  'cli.guarded-question': { readonly objects: readonly string[]; readonly context: string };
  'cli.kept': { readonly reason: KeptReason };
  /** Of an object that is as its spec asks for. */
  'cli.ready': Record<never, never>;
  'cli.wait-ended': {
    readonly outcome: 'failed' | 'timed-out' | 'cancelled';
    readonly left: number;
    readonly total: number;
    readonly seconds: number;
  };
  /** A field that others own with another value; values of Secrets are masked. */
  'cli.conflict': ConflictFacts;
  'cli.conflict-question': Record<never, never>;
  'cli.conflict-decided': ConflictFacts & { readonly choice: 'take' | 'leave' };
  /** A member of a set (`namespace/name`) that another tool applies. */
  'cli.others-member': { readonly object: string; readonly set: string; readonly tooling: string };
  /** `set` is another repository's, so this one is `own`. */
  'cli.set-beside': { readonly set: string; readonly repository: string; readonly own: string };
  /** The same kustomization was applied there before. */
  'cli.applied-elsewhere': { readonly set: string; readonly namespaces: readonly string[] };
  /** The fields of these managers of `object` become ours, so that what is applied no more goes. */
  'cli.migrated': { readonly object: string; readonly manager: string };
  /** Of objects that cannot be changed while they are there. */
  'cli.recreate-question': { readonly objects: readonly string[] };
  'cli.recreated': { readonly object: string };
  /** Of what is applied to all the same. */
  'cli.being-deleted': { readonly object: string };
  'cli.warning': { readonly object: string; readonly text: string };
  'cli.apply-report': {
    readonly created: number;
    readonly configured: number;
    readonly unchanged: number;
    readonly failed: number;
    readonly notDone: number;
  };
  'cli.unrecorded': { readonly reason: string };
  'cli.history-empty': { readonly set: string; readonly context: string };
  'cli.history-other': { readonly set: string; readonly repository: string };
  'cli.history-no-set': { readonly set: string; readonly context: string };
  'cli.apply-cancelled': Record<never, never>;
  'cli.interrupted': Record<never, never>;
  'cli.no-directory': { readonly path: string };
  'cli.not-a-directory': { readonly path: string };
  'cli.lint-no-path': { readonly path: string };
  'cli.lint-no-kustomization': Record<never, never>;
  /** Of a file that was named. */
  'cli.lint-unread': { readonly path: string };
  /** What problems of a code that has no page are about. */
  'cli.lint-area': { readonly code: string };
  'cli.see-help': Record<never, never>;
  'cli.unknown-option': { readonly option: string };
  'cli.unexpected-argument': { readonly argument: string };
  'cli.option-value': { readonly option: string; readonly needs: 'one' | 'none' };
  'cli.no-such-kind': { readonly kind: string; readonly context: string };
  'cli.get-usage': Record<never, never>;
  'cli.get-nothing': { readonly resource: string; readonly namespace: string };
  'cli.forwarding': {
    /** Of one port. */
    readonly addresses: readonly string[];
    readonly target: string;
    readonly port: string;
  };
  'cli.forward-live': { readonly target: string; readonly pod: string };
  'cli.forward-open-address': { readonly address: string };
  'cli.forward-none-declared': { readonly folder: string };
  'cli.forward-not-declared': { readonly name: string; readonly known: readonly string[] };
  'cli.forward-env-written': { readonly file: string };
  'cli.forward-env-outside': { readonly file: string };
  'cli.forward-env-foreign': { readonly file: string };
  'cli.forward-env-unwritable': { readonly file: string; readonly reason: string };
  'cli.forward-declaration': {
    readonly place: string;
    readonly problem: DeclarationProblem['code'];
    readonly text: string;
  };
  'cli.forward-declared-selector': { readonly selector: string };
  'cli.forward-usage': { readonly text: string };
  'cli.forward-bad-port': { readonly text: string };
}

interface BoundFacts {
  readonly bound: readonly string[];
  /** Empty where there is none. */
  readonly current: string;
  readonly candidates: readonly string[];
}

interface ConflictFacts {
  readonly object: string;
  readonly field: string;
  /** Empty where the server did not name anybody. */
  readonly manager: string;
  readonly ours: string;
  readonly live: string;
}
