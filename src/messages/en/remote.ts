import type { HelmProblems } from '../../kustomize/helm/problems.ts';
import type { RemoteProblems } from '../../kustomize/remote/problems.ts';

type Problems = RemoteProblems & HelmProblems;

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

/** What can be said of remote content and of charts. */
export const remoteMessages: { [C in keyof Problems]: (params: Problems[C]) => string } = {
  'remote.not-allowed': p =>
    `"${p.url}" is remote and is not fetched here, so this build is incomplete. Allow it with the setting kubewright.kustomize.remote, or with --remote on the command line.`,
  'remote.no-git': p =>
    `"${p.url}" needs the program git, which is not found. Install it, or put it on the PATH.`,
  'remote.timeout': p =>
    `"${p.url}" was not fetched within ${p.seconds} seconds. Allow more time with ?timeout=120s, or check the connection.`,
  'remote.bad-ref': p =>
    p.ref === ''
      ? `"${p.url}" has no HEAD. Name a branch, tag or commit with ?ref=.`
      : `"${p.url}" has no branch, tag or commit "${p.ref}". Correct ?ref=.`,
  'remote.denied': p =>
    `"${p.url}" does not let you in. Check that it exists, and set up a credential helper or an SSH key for git.`,
  'remote.unreachable': p =>
    `"${p.url}" cannot be fetched: ${p.reason}. Check the URL and the connection, then fetch again.`,
  'remote.http-status': p => `The server answers ${p.status} for "${p.url}". Check the URL.`,
  'remote.too-large': p => `"${p.url}" is larger than ${megabytes(p.limit)} and is not fetched.`,
  'remote.cancelled': p =>
    `Fetching "${p.url}" was given up, so this build is incomplete. Fetch again when you need it.`,
  'remote.too-deep': p =>
    `More than ${p.limit} repositories lead to "${p.url}", one by the other. Name it from nearer by.`,
  'remote.no-directory': p =>
    p.directory === ''
      ? `"${p.url}" is not a directory.`
      : `There is no directory "${p.directory}" in what "${p.url}" names.`,
  'remote.outside-repository': p =>
    `"${p.path}" lies outside of the repository it was fetched with, and nothing fetched may reach beyond that.`,
  'helm.not-run': p =>
    `The Helm chart "${p.chart}" is not rendered here, so this build is incomplete. Allow it with the setting kubewright.kustomize.enableHelm, or with --enable-helm on the command line.`,
  'helm.no-program': p =>
    `The program "${p.command}" is not found. Install helm, or name it with the setting kubewright.kustomize.helmCommand or --helm-command.`,
  'helm.timeout': p => `Helm did not finish with the chart "${p.chart}" within ${p.seconds} seconds.`,
  'helm.failed': p => `Helm failed with the chart "${p.chart}": ${p.reason}`,
  'helm.cancelled': p => `Rendering the Helm chart "${p.chart}" was given up, so this build is incomplete.`,
  'helm.no-name': () => 'This chart has no name. Add one.',
  'helm.bad-values-merge': p => `valuesMerge is "${p.text}"; it takes merge, override or replace.`,
  'helm.no-chart': p =>
    `There is no chart in ${p.path}, and no repo to pull "${p.chart}" from. Put it there, or add repo.`,
  'helm.bad-values': p => `"${p.path}" and valuesInline cannot be merged: both must be mappings.`,
  'helm.values-alias': p =>
    `"${p.path}" has YAML aliases, and kustomize loses them when it merges valuesInline into it. Write the values out, or move valuesInline to a file of additionalValuesFiles.`,
  'helm.bad-output': p =>
    `What the chart "${p.chart}" renders is no list of Kubernetes objects. Run helm template on it to see.`,
  'helm.chart-too-large': p => `The chart "${p.chart}" is larger than ${megabytes(p.limit)}.`,
};
