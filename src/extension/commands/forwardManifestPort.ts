import { l10n } from 'vscode';
import type { Command } from '../command.ts';
import type { Manifests } from '../liveLens/manifests.ts';
import type { PortSubject } from '../portForwards/forwardLenses.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { UserError } from '../userError.ts';
import { forwardAndOffer } from './forwardPort.ts';

/** What the lens on a port runs: forwards it in the active context, on a free local port where its own is none. */
export function forwardManifestPort(services: Services, manifests: Manifests): Command {
  return async argument => {
    requireTrust();
    const subject = subjectIn(argument);
    if (subject === undefined) throw new UserError(l10n.t('There is no port to forward at the cursor.'));
    const { target, port } = subject;
    const { kubeContext, namespace } = await requireTarget(services);
    const session = await services.sessions.open(kubeContext);
    const object = await objectBehind(subject, manifests);
    const place = { session, namespace: target.namespace === '' ? namespace : target.namespace, ports: [] };
    const local = Number(port.port) > 1023 ? Number(port.port) : 0;
    await forwardAndOffer(services, { ...place, ...object }, port.port, local);
  };
}

/** Arguments of commands may come from anywhere; ours come from lenses. */
function subjectIn(argument: unknown): PortSubject | undefined {
  const isOurs =
    typeof argument === 'object' && argument !== null && 'port' in argument && 'target' in argument;
  return isOurs ? (argument as PortSubject) : undefined;
}

/** An Ingress names a Service, which the overlay may have renamed. */
async function objectBehind(
  { place, target, port }: PortSubject,
  manifests: Manifests,
): Promise<{ readonly kind: string; readonly name: string }> {
  if (port.backend === undefined) return { kind: target.kind.toLowerCase(), name: target.name };
  const json = (await manifests.json(place, target)) ?? place.json;
  let found: unknown = JSON.parse(json);
  for (const step of port.backend)
    found =
      typeof found === 'object' && found !== null
        ? Object.entries(found).find(([key]) => key === String(step))?.[1]
        : undefined;
  if (typeof found !== 'string')
    throw new UserError(l10n.t('The Ingress {0} names no Service there.', target.name));
  return { kind: 'service', name: found };
}
