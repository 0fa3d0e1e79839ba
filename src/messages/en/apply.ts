import type { ApplyProblems } from '../../apply/problems.ts';

/** What is wrong with an object, and what to do next. */
export const applyMessages: { [C in keyof ApplyProblems]: (params: ApplyProblems[C]) => string } = {
  'apply.unknown-kind': p =>
    `The cluster knows no ${p.kind} of ${p.apiVersion}. Correct apiVersion and kind, or add its CRD.`,
  'apply.no-name': p => `${p.object} has no name. Give it one.`,
  'apply.duplicate': p => `${p.object} is there twice. Remove one, or give it another name or namespace.`,
  'apply.encrypted': p =>
    `${p.object} is encrypted by SOPS and is not applied as it is. Decrypt it while building, or leave it to the operator that does.`,
  'apply.no-namespace': p =>
    `${p.object} needs the namespace ${p.namespace}, which the cluster does not have. Create it, or add it to the kustomization.`,
  'apply.unknown-field': p => `${p.object} has no field ${p.field}. Correct its name or its place.`,
  'apply.invalid-field': p => `${p.object}: ${p.field} is not accepted: ${p.reason}`,
  'apply.immutable': p =>
    `${p.object}: ${p.field} cannot be changed while the object is there (${p.reason}). Keep the value, or let the object be deleted and created again (--recreate).`,
  'apply.conflict': p =>
    `${p.object}: ${p.field} belongs to ${p.manager === '' ? 'another field manager' : p.manager}, which set ${p.live ?? 'another value'}${p.ours === undefined ? '' : `, not ${p.ours}`}. Leave the field to it, or have it give the field up.`,
  'apply.forbidden': p =>
    `${p.object} may not be applied: ${p.reason}. Ask whoever runs the cluster for a role that allows it.`,
  'apply.refused': p => `The server refuses ${p.object}: ${p.reason}`,
  'apply.not-established': p =>
    `${p.object} was applied, but its kinds are not served: ${p.reason}. Look at the conditions in its status.`,
  'apply.foreign-set': p =>
    `The set ${p.set} was made by ${p.tooling}, which alone may change it. Adopt the set (--adopt-set), or apply without pruning.`,
  'apply.set-taken': p =>
    `There is a ConfigMap ${p.set} already, and it is no set, so it is left alone. Give the set another name (--set), or rename the ConfigMap.`,
  'apply.other-set': p => {
    if (p.known === undefined) {
      return `${p.object} is a member of another set (${p.set}). Remove it from one of the two kustomizations.`;
    }
    const { name, namespace, root, tooling } = p.known;
    if (tooling !== undefined) {
      return `${p.object} is a member of the set ${p.set}, which ${tooling} applies. Remove it from one of the two, or take that set over (--set ${name} --adopt-set).`;
    }
    const from = root === undefined ? '' : `, last applied from ${root === '' ? '.' : root}`;
    return `${p.object} is a member of the set ${p.set}${from}. If this is the same application by another path, go on with its set (--set ${name}, or delete it with --set ${name} -n ${namespace}); else remove the object from one of the two kustomizations.`;
  },
  'apply.set-refused': p =>
    `What was applied cannot be written down in the ConfigMap ${p.set}: ${p.reason}. Ask for the right to write it, or apply without pruning.`,
  'apply.prune-forbidden': p =>
    `What is to be pruned cannot be found: ${p.reason}. Ask for the right to list it, or apply without pruning.`,
  'apply.not-recreated': p =>
    `${p.object} was deleted to be created again, and was not created: ${notRecreated[p.why]} Apply again to create it.`,
  'apply.held-by-finalizers': p =>
    `${p.object} was deleted to be created again, but after ${p.seconds} s it is still there${p.finalizers.length === 0 ? '' : ` for its finalizers: ${p.finalizers.join(', ')}`}. Apply again once it is gone.`,
  'apply.unknown-outcome': p =>
    `It is not known whether ${p.object} was applied: the answer was lost. ${
      p.generated ? 'Look before you apply again, which makes another one.' : 'Applying again is safe.'
    }`,
};

const notRecreated = {
  refused: 'the server refuses it.',
  'given-up': 'the apply was given up.',
  unreachable: 'the connection was lost.',
};
