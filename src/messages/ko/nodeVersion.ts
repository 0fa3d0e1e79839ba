/** Said by the command line where Node is older than it needs, before anything else is loaded. */
export const nodeTooOld = (needed: string, found: string) =>
  `Kubewright에는 Node ${needed} 이상이 필요합니다. 지금은 ${found}입니다.`;
