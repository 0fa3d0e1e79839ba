import type { ClusterFailures, ExpectedValue } from '../../cluster/failure.ts';

const expected: Readonly<Record<ExpectedValue, string>> = {
  text: 'no text. Put it in quotes',
  boolean: 'neither true nor false. Correct it',
  list: 'no list. Correct it',
  mapping: 'no mapping. Correct it',
  base64: 'no base64. Copy it again',
  'proxy-url': 'no URL that begins with http://, https:// or socks5://. Correct it',
  'interactive-mode': 'none of Never, IfAvailable and Always. Correct it',
};

/** What happened, to what, and what to do next. */
export const clusterMessages: { [C in keyof ClusterFailures]: (params: ClusterFailures[C]) => string } = {
  'kubeconfig.unreadable': p => `Cannot read the kubeconfig ${p.file} (${p.reason}). Check its permissions.`,
  'kubeconfig.unwritable': p =>
    p.reason === 'EEXIST'
      ? `Another program is writing the kubeconfig ${p.file}, for ${p.file}.lock is there. Try again; if no kubectl runs, delete that file.`
      : p.reason === 'aliases'
        ? `The tokens of a login in the kubeconfig ${p.file} cannot be renewed without changing other entries, which share them. Write the user without aliases.`
        : `Cannot write the kubeconfig ${p.file} (${p.reason}), it is as it was. Check its permissions.`,
  'kubeconfig.syntax': p =>
    `The kubeconfig ${p.file} is not valid YAML: ${p.reason}. Correct it; other files stay in use.`,
  'kubeconfig.incomplete': p =>
    `The entry ${p.entry} in the kubeconfig ${p.file} lacks ${p.field}. Add it, or remove the entry.`,
  'kubeconfig.wrong-type': p =>
    `${p.entry === '' ? p.field : `${p.field} of the entry ${p.entry}`} in the kubeconfig ${p.file} is ${expected[p.expected]}; kubectl does not use it either.`,
  'kubeconfig.conflicting': p =>
    `The entry ${p.entry} in the kubeconfig ${p.file} has both ${p.field} and ${p.other}, of which kubectl allows one. Remove the other.`,
  'kubeconfig.repeated': p =>
    `The kubeconfig ${p.file} has the ${p.kind} ${p.name} more than once, so kubectl refuses the file. The first is used; remove or rename the others.`,
  'kubeconfig.shadowed': p =>
    `The ${p.kind} ${p.name} of the kubeconfig ${p.file} is not used, for ${p.first} comes first and has another of that name. Rename one of them, or change the order of the files.`,
  'credentials.unencrypted': p =>
    `The context ${p.context} shows no token, password or certificate to ${p.server}, as kubectl does, for without TLS anybody on the way could read it. Use https:// in the kubeconfig to log in.`,
  'kubeconfig.unknown-context': p =>
    `No kubeconfig has a context ${p.context}. Choose another, or add its file to KUBECONFIG.`,
  'kubeconfig.unknown-cluster': p =>
    `The context ${p.context} names the cluster ${p.cluster}, which no kubeconfig declares. Correct the name, or add the cluster.`,
  'kubeconfig.unknown-user': p =>
    `The context ${p.context} names the user ${p.user}, which no kubeconfig declares. Correct the name, or add the user.`,
  'kubeconfig.invalid-server': p =>
    `The server ${p.server} of the context ${p.context} is not an http or https URL. Correct it in the kubeconfig.`,
  'credentials.file-unreadable': p =>
    `Cannot read ${p.file}, which the context ${p.context} points at (${p.reason}). Check the path and its permissions.`,
  'credentials.exec-not-found': p =>
    `The context ${p.context} logs in with ${p.command}, which is not installed or not in PATH. ${p.hint === '' ? 'Install it, or put it in PATH.' : p.hint}`,
  'credentials.exec-failed': p =>
    `${p.command} gave no credentials for the context ${p.context}: ${p.reason}. Run it in a terminal to log in, then try again.`,
  'credentials.exec-version': p =>
    `${p.command} was not run for the context ${p.context}: its apiVersion in the kubeconfig is ${p.version}, which Kubernetes no longer knows. Update the plugin, then set client.authentication.k8s.io/v1 or v1beta1.`,
  'credentials.exec-malformed': p =>
    `What ${p.command} printed for the context ${p.context} is no ExecCredential of v1 or v1beta1. Update the plugin, or correct its apiVersion in the kubeconfig.`,
  'credentials.exec-timeout': p =>
    `${p.command} gave no credentials for the context ${p.context} within ${p.seconds} s. If it waits for a login, run it in a terminal first.`,
  'credentials.exec-interactive': p =>
    `The context ${p.context} logs in with ${p.command}, which asks questions in a terminal, and there is none here. Log in with kubectl in a terminal, or set interactiveMode to IfAvailable if it can do without.`,
  'credentials.exec-closed': p =>
    `${p.command} gave no credentials for the context ${p.context}: its terminal was closed. Connect again to be asked once more.`,
  'credentials.certificate-invalid': p =>
    `The certificates or the key of the context ${p.context} cannot be used (${p.reason}). Check certificate-authority, client-certificate and client-key in the kubeconfig.`,
  'credentials.certificate-expired': p =>
    `The client certificate of the context ${p.context} is over since ${p.expired} and is not accepted. Renew it, or have its file renewed; it is read again by itself.`,
  'credentials.unsendable': p =>
    `The ${p.field} of the context ${p.context} holds a line end or another control character, so nothing was sent. Correct it in the kubeconfig, or where it comes from.`,
  'credentials.provider-unsupported': p =>
    `The context ${p.context} uses the auth provider ${p.provider}, which Kubernetes has removed. Use an exec plugin instead.`,
  'credentials.provider-failed': p =>
    `The auth provider ${p.provider} of the context ${p.context} gave no token: ${p.reason}. Log in again with your provider's tool.`,
  'connection.refused': p =>
    `${p.server} (context ${p.context}) refuses connections. Check that the cluster is running and that the address is right.`,
  'connection.reset': p =>
    `${p.server} (context ${p.context}) closed the connection before it had answered. It may be restarting, or a proxy or firewall is in between; try again.`,
  'connection.timeout': p =>
    p.seconds > 0
      ? `${p.server} (context ${p.context}) did not answer within ${p.seconds} s. Check the network, a VPN or the cluster.`
      : `${p.server} (context ${p.context}) did not answer in time. Check the network, a VPN or the cluster.`,
  'connection.tls': p =>
    `No trusted TLS connection to ${p.server} (context ${p.context}): ${p.reason}. Check certificate-authority and tls-server-name in the kubeconfig.`,
  'connection.certificate-time': p =>
    p.problem === 'expired'
      ? `The certificate of ${p.server} (context ${p.context}) has expired, by the clock of this machine (${p.now}). Renew it, or correct the clock.`
      : `The certificate of ${p.server} (context ${p.context}) is not valid yet, by the clock of this machine (${p.now}). Correct the clock, or wait.`,
  'connection.proxy': p =>
    `The proxy ${p.proxy} does not lead to the server of the context ${p.context}: ${p.reason}. Check proxy-url in the kubeconfig, HTTPS_PROXY and NO_PROXY, and the editor's http.proxy.`,
  'connection.name': p =>
    `The host ${p.host} of the context ${p.context} is not known. Check the address, the network or a VPN.`,
  'connection.unreachable': p =>
    `Cannot reach ${p.server} (context ${p.context}): ${p.reason}. Check the network, a VPN or the cluster.`,
  'connection.closed': p => `The connection to the context ${p.context} has been closed. Open it again.`,
  'response.unauthorized': p =>
    `${p.server} (context ${p.context}) does not accept the credentials. Log in again, or renew them in the kubeconfig.`,
  'response.forbidden': p =>
    `The context ${p.context} may not do this: ${p.message}. Ask whoever runs the cluster for a role that allows it.`,
  'response.not-found': p =>
    `Not found in the context ${p.context}: ${p.message}. It may have been deleted; check name, namespace and API version.`,
  'response.conflict': p =>
    `The context ${p.context} reports a conflict: ${p.message}. Look at the object as it is now, then try again.`,
  'response.gone': p =>
    `The context ${p.context} no longer has the state that was asked for: ${p.message}. What is followed is listed anew; otherwise try again.`,
  'response.invalid': p =>
    `The context ${p.context} refuses what was sent: ${p.message}. Correct it and try again.`,
  'response.unavailable': p =>
    `The context ${p.context} cannot answer at the moment (HTTP ${p.status}): ${p.message}. ${
      p.retryAfterSeconds === undefined ? 'Try again later.' : `Try again in ${p.retryAfterSeconds} s.`
    }`,
  'response.status': p =>
    `The context ${p.context} answered with HTTP ${p.status}: ${p.message}. Check that its server is a Kubernetes API server.`,
  'response.malformed': p =>
    `The answer of the context ${p.context} to ${p.path} is not what an API server sends (${p.reason}). Check for a proxy or a login page in between.`,
  'change.other-context': p =>
    p.confirmed === ''
      ? `A change to the context ${p.actual} was not confirmed and has not been made. Start it again.`
      : `A change confirmed for the context ${p.confirmed} was about to go to ${p.actual}, or to another server of that name; it has not been made. Start it again.`,
  'forward.external-name': p =>
    `The service ${p.namespace}/${p.service} is of type ExternalName: it has no pods to forward to. Connect to its external name directly.`,
  'forward.no-selector': p =>
    `The service ${p.namespace}/${p.service} has no selector, so no pods are known to be behind it. Forward to a pod instead.`,
  'forward.no-ready-pod': p =>
    p.pods === 0
      ? `The ${p.kind} ${p.namespace}/${p.name} has no pods. Scale it up, or look at why there are none.`
      : `None of the ${p.pods} pods of the ${p.kind} ${p.namespace}/${p.name} is ready (${p.reason}). Wait until one is, or look at why.`,
  'forward.no-kind': p =>
    `The server knows no kind ${p.kind} with a namespace, so ${p.namespace}/${p.name} cannot be found. Name a pod, a service, a workload or the kind of a custom resource.`,
  'forward.no-port': p => {
    const target = `The ${p.kind} ${p.namespace}/${p.name}`;
    if (p.of === 'service') {
      return `${target} has no port ${p.port}. It has ${p.known.length === 0 ? 'none for TCP' : p.known.join(', ')}.`;
    }
    const named = p.known.length === 0 ? 'name none' : `name ${p.known.join(', ')}`;
    return p.kind === 'service'
      ? `${target} leads to a port ${p.port}, but its containers ${named}. Correct its targetPort.`
      : `${target} has no port ${p.port}. Its containers ${named}; a number is taken as it is.`;
  },
  'forward.not-tcp': p =>
    `Port ${p.port} of the ${p.kind} ${p.namespace}/${p.name} is ${p.protocol}. Kubernetes forwards TCP only.`,
  'forward.local-port-in-use': p =>
    `Port ${p.port} on this machine is in use. Choose another, or leave it out to get a free one.`,
  'forward.local-port-denied': p =>
    `This user may not listen on port ${p.port} on this machine. Choose one above 1023.`,
  'forward.no-local-address': p =>
    `This machine has no address ${p.address} to listen on. Leave it out to listen on 127.0.0.1 and ::1.`,
  'forward.remote': p =>
    `Port ${p.port} of the pod ${p.namespace}/${p.pod} cannot be reached: ${p.message}. Check that the container listens on it.`,
  'forward.forbidden': p =>
    `The context ${p.context} may not forward ports in the namespace ${p.namespace} (${p.message}). Its role needs the verb create on pods/portforward.`,
  'forward.reset': p =>
    `The pod ${p.namespace}/${p.pod} reset a connection to its port ${p.port}. Look at the log of its container.`,
  'forward.tunnel-lost': p =>
    `The tunnel to the pod ${p.namespace}/${p.pod} went down. New connections open another.`,
  'forward.websocket-blocked': p =>
    `Something between this machine and ${p.server}${p.via === '' ? '' : ` (${p.via})`} answered a WebSocket of the context ${p.context} with ${p.status === 101 ? 'a WebSocket that is not ours' : `HTTP ${p.status}`}, so nothing can be forwarded. Let the proxy or load balancer pass upgrades to WebSocket, or name a way around it in NO_PROXY or proxy-url.`,
  'forward.upgrade': p =>
    `The context ${p.context} did not open a port-forward (${p.status === 0 ? p.message : `HTTP ${p.status}: ${p.message}`}). A proxy may block WebSockets, or a role may lack create on pods/portforward.`,
};
