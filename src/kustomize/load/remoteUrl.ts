const scheme = /^(?:git::)?(?:https?|ssh|file):\/\//i;
const scpStyle = /^(?:git::)?[A-Za-z][A-Za-z0-9-]*@[^/:]+[/:]/;
const gitHub = /^(?:git::)?github\.com[/:]/i;

/**
 * Whether an item of `resources` or `components` names something outside this file system: an HTTP file, or a git
 * repository in one of the spellings that kustomize's `NewRepoSpecFromURL` takes.
 */
export function isRemote(item: string): boolean {
  return scheme.test(item) || scpStyle.test(item) || gitHub.test(item);
}
