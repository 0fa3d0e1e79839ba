import type { HeldWhy } from '../../apply/set/plannedSet.ts';
import type { DeclarationProblem } from '../../cluster/forward/declared.ts';
import { areas } from './areas.ts';
import type { CliPhrases } from './cliPhrases.ts';
import { listed } from './listed.ts';

const verdicts = {
  create: 'create',
  change: 'change',
  unchanged: 'unchanged',
  unverified: 'create, unverified',
  refused: 'refused',
};

const outcomes = {
  created: 'created',
  configured: 'configured',
  unchanged: 'unchanged',
  failed: 'failed',
  'not-done': 'not done',
};

const pruned = {
  delete: 'delete',
  deleted: 'deleted',
  gone: 'was gone already',
  changed: 'not deleted, since somebody changed it',
  'in-use': 'not deleted, since it has come into use',
  failed: 'could not be deleted',
  'not-done': 'not deleted',
};

const heldWhy: Readonly<Record<HeldWhy, (object: string) => string>> = {
  kept: object => `${object} in it is kept`,
  applied: object => `${object} in it is applied`,
  'other-set': object => `${object} in it is part of another set`,
};

/** Sentences of the command line. */
export const cliMessages: { readonly [C in keyof CliPhrases]: (params: CliPhrases[C]) => string } = {
  'cli.no-context': p =>
    p.contexts.length === 0
      ? 'There is no context in the kubeconfig. Set KUBECONFIG, or name a context with --context.'
      : `The kubeconfig has no current context. Name one with --context: ${p.contexts.join(', ')}.`,
  'cli.bound-elsewhere': p =>
    `This is bound to ${p.bound.join(', ')} (kubewright.targets), ${p.current === '' ? 'and there is no current context' : `and ${p.current} is another context`}. Name one with --context: ${[...p.candidates, ...(p.current === '' ? [] : [p.current])].join(', ')}.`,
  'cli.bound-question': p =>
    `This is bound to ${p.bound.join(', ')} (kubewright.targets)${p.current === '' ? '' : `, not to ${p.current}`}. Type the context that is meant (${p.candidates.join(', ')}): `,
  'cli.apply-summary': p => {
    const where =
      p.namespaces.length === 0
        ? 'the cluster itself'
        : `namespace${p.namespaces.length > 1 ? 's' : ''} ${p.namespaces.join(', ')}`;
    const create = p.unverified > 0 ? `${p.create} (${p.unverified} unverified)` : String(p.create);
    return `Context ${p.context} (${p.server}), ${where}: create ${create}, change ${p.change}, unchanged ${p.unchanged}${p.delete > 0 ? `, delete ${p.delete}` : ''}.`;
  },
  'cli.apply-question': () => 'Apply? [y/N] ',
  'cli.apply-needs-yes': p =>
    `Nobody can be asked here, so nothing was applied. Add --yes, or --confirm ${p.confirm} to agree to exactly this target.`,
  'cli.apply-wrong-confirm': p =>
    `--confirm ${p.given} is not the target, so nothing was applied. It would be --confirm ${p.confirm}.`,
  'cli.apply-needs-flags': p =>
    `Nobody can be asked here, so nothing was applied. Add ${p.flags} to agree to what is said above.`,
  'cli.apply-type-context': p => `${p.context} is protected. Type its name to go on: `,
  'cli.delete-nothing': p =>
    p.elsewhere.length > 0
      ? `${p.context} has the set ${p.set} in another namespace. Delete it with --namespace ${p.elsewhere.join(' or ')}.`
      : `${p.context} has no set ${p.set}. Only what was applied with --prune can be deleted as a whole.`,
  'cli.delete-several': p =>
    `There are sets ${p.set} in ${p.namespaces.join(', ')}. Choose one with --namespace.`,
  'cli.apply-declined': () => 'Nothing was applied.',
  'cli.apply-refused': p =>
    `${p.objects === 1 ? 'An object is' : `${p.objects} objects are`} refused, so nothing was applied.`,
  'cli.apply-nothing': () => 'The kustomization renders no objects; there is nothing to apply.',
  'cli.verdict': p => verdicts[p.verdict],
  'cli.outcome': p => outcomes[p.outcome],
  'cli.prune': p => pruned[p.outcome],
  'cli.prune-takes': p => `lost with it, though not of this set: ${listed(p.objects)}`,
  'cli.guarded-question': p =>
    `Others are lost with what is rendered no more: ${listed(p.objects)}. Delete it from ${p.context} too? [y/N] `,
  'cli.kept': ({ reason }) => {
    if (reason.kind === 'annotation') return `kept, as its annotation ${reason.annotation} says`;
    if (reason.kind === 'in-use') return `kept, since ${reason.by} uses it`;
    if (reason.kind === 'running') return 'kept, since it has not ended';
    if (reason.kind === 'holds') return `kept, since ${heldWhy[reason.what](reason.object)}`;
    return 'kept, for others are lost with it; --prune-guarded deletes it';
  },
  'cli.ready': () => 'ready',
  'cli.wait-ended': p => {
    const left = `${p.left} of ${p.total} not ready`;
    if (p.outcome === 'failed') return `Failed, ${left}. What was applied stays.`;
    return p.outcome === 'cancelled'
      ? `No longer waiting, ${left}. What was applied stays.`
      : `${left} after ${p.seconds} s. What was applied stays; wait longer with --timeout.`;
  },
  'cli.conflict': p =>
    `${p.object}: ${p.field} is ${p.live}, as ${p.manager || 'another field manager'} set it; here it is ${p.ours}.`,
  'cli.conflict-question': () => 'Take it over (t), leave it (l), the same for all (T, L), or give up? ',
  'cli.conflict-decided': p =>
    p.choice === 'take'
      ? `${p.object}: ${p.field} is taken over from ${p.manager || 'another field manager'}: ${p.live} becomes ${p.ours}.`
      : `${p.object}: ${p.field} is left to ${p.manager || 'another field manager'} this time and stays ${p.live}. Remove it here to leave it for good.`,
  'cli.others-member': p =>
    `${p.object} is a member of the set ${p.set}, which ${p.tooling} applies: it may set back what is applied here, or delete it.`,
  'cli.set-beside': p =>
    `The set ${p.set} is another repository's (${p.repository}) and stays as it is; this one is ${p.own}.`,
  'cli.applied-elsewhere': p =>
    `This was applied to ${p.namespaces.join(', ')} before (set ${p.set}), and what it made there stays. Delete it with kubewright delete --namespace ${p.namespaces[0]} where it is no longer wanted.`,
  'cli.migrated': p =>
    `${p.object}: what ${p.manager} applied on the client becomes Kubewright's, so that what is removed here goes.`,
  'cli.recreate-question': p =>
    `These cannot be changed as wanted: ${p.objects.join(', ')}. Delete and create them again? [y/N] `,
  'cli.recreated': p => `${p.object} is deleted and created again.`,
  'cli.being-deleted': p =>
    `${p.object} is being deleted, and what is applied to it goes with it. Apply again once it is gone.`,
  'cli.warning': p => `${p.object}: ${p.text}`,
  'cli.apply-report': p =>
    `${p.created} created, ${p.configured} configured, ${p.unchanged} unchanged, ${p.failed} failed, ${p.notDone} not done.`,
  'cli.unrecorded': p => `The history of the set does not have this apply: ${p.reason}`,
  'cli.history-empty': p =>
    `Nothing is recorded of the set ${p.set} in ${p.context} yet; the next apply will be.`,
  'cli.history-other': p => `The set ${p.set} was last applied from another repository (${p.repository}).`,
  'cli.history-no-set': p =>
    `${p.context} has no set ${p.set}, or none that you may read. Name one with --set, or its namespace with -n.`,
  'cli.apply-cancelled': () => 'Given up: what is listed as not done was not sent.',
  'cli.no-directory': p => `${p.path} does not exist. Give a directory with a kustomization file in it.`,
  'cli.not-a-directory': p => `${p.path} is a file. Give the directory that it is in.`,
  'cli.interrupted': () => 'Given up before the build was complete.',
  'cli.lint-no-path': p => `There is nothing at ${p.path}.`,
  'cli.lint-no-kustomization': () => 'There is no kustomization here, so nothing was looked at.',
  'cli.lint-unread': p => `No kustomization reads ${p.path}, so nothing can be said of it.`,
  'cli.lint-area': p => areas[p.code.split('.')[0] ?? ''] ?? p.code,
  'cli.see-help': () => 'Run kubewright --help to see the commands and their options.',
  'cli.unknown-option': p => `There is no option ${p.option} here.`,
  'cli.unexpected-argument': p => `${p.argument} is one argument too many.`,
  'cli.option-value': p => (p.needs === 'one' ? `${p.option} needs a value.` : `${p.option} takes no value.`),
  'cli.no-such-kind': p =>
    `${p.context} serves no ${p.kind}. Write a kind, its plural or short name, such as pods, svc or deployments.apps.`,
  'cli.get-usage': () =>
    'Write get KIND[,KIND] [NAME...] or KIND/NAME... with -n NAMESPACE or -A, --watch, -o table, wide, yaml, json or name. No kind and no name may be empty. -A and -l SELECTOR go with kinds alone, --watch with one kind or object.',
  'cli.get-nothing': p => {
    if (p.namespace !== '') return `There are no ${p.resource} in ${p.namespace}.`;
    return `There are no ${p.resource}.`;
  },
  'cli.forwarding': p =>
    `${p.addresses.join(' and ')} ${p.addresses.length === 1 ? 'leads' : 'lead'} to port ${p.port} of ${p.target}. Ctrl-C ends it.`,
  'cli.forward-live': p => `${p.target}: connections go to the pod ${p.pod} now.`,
  'cli.forward-open-address': p =>
    `${p.address} is no address of the loopback: other machines can use what is forwarded there, without a password of yours.`,
  'cli.forward-none-declared': p =>
    `${p.folder} declares no port-forwards. List them under kubewright.portForwards in .vscode/settings.json.`,
  'cli.forward-not-declared': p =>
    `No port-forward named ${p.name} is declared. ${p.known.length === 0 ? 'None is.' : `There are: ${p.known.join(', ')}.`}`,
  'cli.forward-env-outside': p =>
    `The environment file ${p.file} is outside of the folder that declares it. Name one inside.`,
  'cli.forward-env-foreign': p =>
    `${p.file} is there already and not Kubewright's, so it is left as it is. Name another environment file.`,
  'cli.forward-env-unwritable': p => `The environment file ${p.file} could not be written: ${p.reason}.`,
  'cli.forward-declaration': p =>
    p.problem === 'variables-repeated'
      ? `${p.place} ${declarationProblems[p.problem](p.text)}`
      : `${p.place} is left out: ${declarationProblems[p.problem](p.text)}`,
  'cli.forward-env-written': p => `The addresses are in ${p.file} until this ends.`,
  'cli.forward-declared-selector': p =>
    `--declared takes the targets that the settings name, and -l ${p.selector} names others. Give one of them.`,
  'cli.forward-usage': p =>
    `${p.text === '' ? 'Nothing' : p.text} is nothing that ports can be forwarded to. Write POD, KIND/NAME or -l SELECTOR, and the ports behind it, or --declared.`,
  'cli.forward-bad-port': p => `${p.text} is no port. Write REMOTE, LOCAL:REMOTE or :REMOTE.`,
};

const declarationProblems: Readonly<Record<DeclarationProblem['code'], (text: string) => string>> = {
  'name-missing': () => 'it has no name.',
  'name-repeated': text => `another one before it is named ${text} too.`,
  'target-invalid': text =>
    `${text === '' ? 'it has no target' : `${text} is no target`}. Write POD or KIND/NAME, or a selector.`,
  'ports-missing': text => `${text} has no ports.`,
  'port-invalid': text => `${text} is no port. Write REMOTE, LOCAL:REMOTE or :REMOTE.`,
  'prefix-invalid': text => `${text} can begin no name of a variable. Write letters A to Z, digits and _.`,
  'variable-invalid': text => `${text === '' ? 'an empty text' : text} can be no name of a variable.`,
  'variables-repeated': text =>
    `gives programs no addresses: its variables would be named as those of ${text}. Set environmentPrefix.`,
};
