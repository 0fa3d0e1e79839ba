/** What `kubewright --help` prints. */
export const usage = `kubewright: kustomizations and clusters on the command line

  kubewright build DIR                          print what the kustomization of DIR renders
  kubewright lint PATH... [--format text|json]  find the mistakes in all kustomizations in and below the paths
  kubewright blame DIR [--format text|json]     print who set each rendered value, file and line

Exit codes: 0 fine, 1 findings, differences or failure, 2 usage.
Problems go to the standard error as path:line:column severity code message.
`;
