/** Said by the command line where Node is older than it needs, before anything else is loaded. */
export const nodeTooOld = (needed: string, found: string) =>
  `Kubewright needs Node ${needed} or newer, and this is ${found}.`;
