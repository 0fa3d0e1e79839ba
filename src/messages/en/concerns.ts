import type { Concerns } from '../../apply/safety/concerns.ts';
import { listed } from './listed.ts';

/** What is said before an apply that wants an agreement of its own. */
export const concernMessages: { [C in keyof Concerns]: (params: Concerns[C]) => string } = {
  'concern.owned': p =>
    `${p.tool} (${p.name}) looks after ${listed(p.objects)} and will revert what is done here. Change it in the source of ${p.tool} instead.`,
  'concern.other-context': p =>
    `This is bound to ${p.contexts.join(', ')} (kubewright.targets), and ${p.context} is another context.`,
  'concern.other-namespace': p =>
    `This is bound to the namespace ${p.namespace} (kubewright.targets), and it also writes to ${p.namespaces.join(', ')}.`,
  'concern.other-repository': p => {
    const from = [p.repository, ...(p.root === '' ? [] : [p.root])].join(', ');
    const at = p.commit === '' ? '' : ` at ${p.commit}`;
    const here = p.here === '' ? 'this is no repository' : `this is ${p.here}`;
    const lost =
      p.deletes === 0
        ? ''
        : ` It would delete ${p.deletes === 1 ? 'an object' : `${p.deletes} objects`} of it.`;
    return `The set ${p.set} was last applied from another repository (${from}${at}); ${here}.${lost} To keep the two apart, give this one a set of its own (--set NAME), or apply it without pruning.`;
  },
  'concern.found-set': p =>
    `The set ${p.set} was found by its name alone: nobody named the namespace ${p.namespace}.`,
  'concern.protected': p => `${p.context} is a protected context (kubewright.protectedContexts).`,
  'concern.uncommitted': p => `Not committed: ${listed(p.files)}.`,
  'concern.unpushed': p =>
    `${p.commits === 1 ? 'A commit' : `${p.commits} commits`}${p.branch === '' ? '' : ` of ${p.branch}`} ${p.commits === 1 ? 'is' : 'are'} not pushed.`,
};
