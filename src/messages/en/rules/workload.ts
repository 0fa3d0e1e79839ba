import type { WorkloadProblems } from '../../../language/rules/workload/problems.ts';

export const workloadMessages: {
  readonly [C in keyof WorkloadProblems]: (params: WorkloadProblems[C]) => string;
} = {
  'workload.selector-mismatch': ({ label, has }) =>
    has === undefined
      ? `The selector asks for ${label}, which the template's labels do not have. The API server refuses this.`
      : `The selector does not fit the template, whose label is ${label}: ${has}. The API server refuses this.`,
  'workload.no-image': ({ container, nearest }) =>
    `The container ${container} has no image.${nearest === undefined ? ' Where a patch was to change another one, check its name.' : ` Did you mean ${nearest}?`}`,
  'workload.no-such-port': ({ port, nearest }) =>
    `The container declares no port called ${port}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
  'workload.no-volume': ({ volume, nearest }) =>
    `The pod has no volume called ${volume}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
  'workload.duplicate-name': ({ what, name }) => `The pod has another ${what} called ${name}.`,
  'workload.duplicate-env': ({ name }) => `${name} is set twice; this one wins.`,
};
