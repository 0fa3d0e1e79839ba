import type { ReplicasProblems } from '../../../language/rules/replicas/problems.ts';

export const replicasMessages: {
  readonly [C in keyof ReplicasProblems]: (params: ReplicasProblems[C]) => string;
} = {
  'replicas.autoscaled': ({ name, scaler, isEntry }) =>
    `A ${scaler} decides how many replicas ${name} has; each apply takes its count back to this one. ${isEntry ? 'Remove the entry.' : 'Leave `replicas` out, or remove it by a patch where the autoscaler is.'}`,
  'replicas.no-count': ({ name }) => `Without a \`count\` this entry scales ${name} to zero.`,
  'replicas.no-effect': ({ name, count }) => `${name} already has ${count} replicas.`,
};
