/** What `kubewright --help` prints. */
export const usage = `kubewright: kustomizations and clusters on the command line

  kubewright build DIR|URL                      print what the kustomization of a directory or repository renders
      [-o FILE|DIR]                             write it to a file, or a file a resource into a directory
  kubewright lint PATH...                       find the mistakes in all kustomizations in and below folders, or in files
      [--format text|json|sarif|github]         lines, findings for scripts, code scanning, annotations of a change
      [--rule CODE=SEVERITY]...                 off, hint, information, warning or error, over .vscode/settings.json
      [--kustomize-version V]                   warn of fields that V, such as 5.4.2 or "kubectl 1.29", does not know
      [--kubernetes-version V]                  warn of kinds that V, such as 1.29, has deprecated or removed
  kubewright blame DIR [--format text|json]     print who set each rendered value, file and line
  kubewright diff DIR | -f FILE|DIR... [-R]     print what applying it would change, each line with its source
      [--context C] [--namespace N] [--format text|json] [--prune ...] [--conflicts take|leave|refuse]
  kubewright apply DIR | -f FILE|DIR... [-R]    apply a kustomization or plain manifests on the server, after a dry run of all
      [--context C] [--namespace N]             where to; else kubectl's current context, where kubewright.targets allows it
      [--dry-run] [--format text|json]          only say what would change; print a report for scripts
      [--prune [--set NAME]]                    delete what earlier applies made and it no longer renders
      [--wait [--timeout 5m]]                   wait until all of it is ready, and say why it is not
      [--conflicts ask|take|leave|refuse]       what others own with another value: take it over, or leave it to them
      [--recreate]                              delete and create again what cannot be changed as wanted
      [--prune-guarded] [--adopt-set]           Namespaces, claims and CRDs too; take over another tool's set
      [--yes | --confirm CONTEXT/NAMESPACE]     agree beforehand, to whatever target or to exactly this one
      [--overrule-owners] [--allow-uncommitted] also where Argo CD, Flux or Helm will revert it; where git lacks it
      [--other-repository]                      also where the set was last applied from another repository
  kubewright delete DIR [--set NAME]            delete what apply --prune made of DIR
      [--context C] [--namespace N] [--dry-run] [--prune-guarded] [--yes | --confirm ...] [--other-repository]
                                                --confirm where it is in a namespace that nobody named
  kubewright history [DIR | --set NAME]         print which commits a set was applied from, when and by whom
      [--context C] [-n N]                      in one namespace; else in all
      [--format table|json] [--limit N]
  kubewright get KIND[,KIND] [NAME...]          print what a cluster has, as kubectl does; what Secrets hold is masked
  kubewright get KIND/NAME...                   the same, of several kinds
      [-n N | -A] [-l SELECTOR] [--watch]       in which namespace or all; by labels; every change
      [-o table|wide|yaml|json|name] [--context C]
  kubewright lsp --stdio                        serve an editor's language client
  kubewright port-forward [KIND/]NAME [LOCAL:]REMOTE...
      [--context C] [--namespace N]             lead ports of localhost to those of a pod, a service or a workload
      [-l SELECTOR] [--address A]               to any ready pod with these labels; listen elsewhere, open to others
  kubewright port-forward --declared [NAME...]  those that .vscode/settings.json of the folder declares
      [--context C] [--namespace N] [--address A]
                                                elsewhere than it says

build, lint, blame, diff and apply take these flags of kustomize build:
      --load-restrictor LoadRestrictionsNone    let local kustomizations read files outside of their directories
      --enable-helm, --helm-command PROGRAM     render Helm charts; with which program
      --helm-kube-version V, --helm-api-versions V, --helm-debug
      --reorder legacy|none, --enable-managedby-label, --enable-alpha-plugins (which enables charts only)
      --network, --network-name, --mount, --env, --as-current-user change nothing: functions in containers are not run
and these of their own:
      --remote, --no-remote                     fetch what is remote, or do not; lint alone does not unless told to

The settings kubewright.targets, kubewright.protectedContexts and kubewright.checkGit of .vscode/settings.json count for
apply, delete and diff too: where a folder is bound to other contexts than the current one, --context says which one is
meant. KUBEWRIGHT_PROTECTED_CONTEXTS names further contexts that want their own agreement.

Exit codes: 0 fine, 1 findings, differences or failure, 2 usage.
Problems go to the standard error as path:line:column severity code message.
`;
