/** What `kubewright --help` prints. */
export const usage = `kubewright: kustomizations and clusters on the command line

  kubewright build DIR                          print what the kustomization of DIR renders
  kubewright lint PATH...                       find the mistakes in all kustomizations in and below the paths
      [--format text|json|sarif|github]         lines, findings for scripts, code scanning, annotations of a change
      [--rule CODE=SEVERITY]...                 off, hint, information, warning or error, over .vscode/settings.json
  kubewright blame DIR [--format text|json]     print who set each rendered value, file and line
  kubewright apply DIR                          apply the kustomization of DIR on the server, after a dry run of all of it
      [--context C] [--namespace N]             where to; else kubectl's current context and its namespace
      [--dry-run] [--format text|json]          only say what would change; print a report for scripts
      [--yes | --confirm CONTEXT/NAMESPACE]     agree beforehand, to whatever target or to exactly this one
  kubewright lsp --stdio                        serve an editor's language client
  kubewright port-forward [KIND/]NAME [LOCAL:]REMOTE...
      [--context C] [--namespace N]             lead ports of 127.0.0.1 to a pod, a service's or a deployment's

Exit codes: 0 fine, 1 findings, differences or failure, 2 usage.
Problems go to the standard error as path:line:column severity code message.
`;
