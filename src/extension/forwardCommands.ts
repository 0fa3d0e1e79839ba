import type { Command } from './command.ts';
import { copyForwardAddress } from './commands/copyForwardAddress.ts';
import { forwardManifestPort } from './commands/forwardManifestPort.ts';
import { forwardPort } from './commands/forwardPort.ts';
import { copyForwardEnvironment, localPort, startDeclaredForwards } from './commands/localPort.ts';
import { openForward, openForwardInEditor } from './commands/openForward.ts';
import { runWithForwards } from './commands/runWithForwards.ts';
import { restartForward, startStoppedForward, stopForward } from './commands/stopForward.ts';
import type { Manifests } from './liveLens/manifests.ts';
import type { DeclaredForwards } from './portForwards/declaredForwards.ts';
import type { Services } from './services.ts';

/** The commands about port-forwards, by their ids. */
export function forwardCommands(
  services: Services,
  declared: DeclaredForwards,
  manifests: Manifests,
): Readonly<Record<string, Command>> {
  return {
    'kubewright.copyForwardAddress': copyForwardAddress(services),
    'kubewright.copyForwardEnvironment': copyForwardEnvironment(services),
    'kubewright.forwardManifestPort': forwardManifestPort(services, manifests),
    'kubewright.forwardPort': forwardPort(services),
    'kubewright.localPort': localPort(declared),
    'kubewright.openForward': openForward(services),
    'kubewright.openForwardInEditor': openForwardInEditor(services),
    'kubewright.restartForward': restartForward(services),
    'kubewright.runWithForwards': runWithForwards(declared),
    'kubewright.startDeclaredForwards': startDeclaredForwards(declared),
    'kubewright.startForward': startStoppedForward(services),
    'kubewright.stopForward': stopForward(services),
  };
}
