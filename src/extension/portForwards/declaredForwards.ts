import { Disposable, l10n, workspace } from 'vscode';
import type { DeclaredForward } from '../../cluster/forward/declared.ts';
import type { ActiveContext } from '../activeContext.ts';
import type { ClusterSessions } from '../clusterSessions.ts';
import type { Kubeconfigs } from '../kubeconfigs.ts';
import { requireTarget } from '../requireTarget.ts';
import { requireTrust } from '../trust.ts';
import { UserError } from '../userError.ts';
import { hasDeclarations, readWorkspace } from './declarations.ts';
import type { WorkspaceForward } from './declaringLists.ts';
import type { ExposureConsent } from './exposureConsent.ts';
import type { ForwardList } from './forwardList.ts';
import { type ForwardPlace, type ForwardSpec, type HeldForward, titleOf } from './heldForward.ts';
import { startForward, startQuietly } from './startForward.ts';

/** The forwards that the workspace declares. */
export interface DeclaredForwards extends Disposable {
  /** Those in the list, as the settings have them by now. */
  current(): Promise<readonly HeldForward[]>;
  /**
   * Starts those named, or all, together; resolves once all listen. Rejects with a UserError for a name that nothing has,
   * and with the first failure.
   */
  start(names: readonly string[] | undefined): Promise<readonly HeldForward[]>;
  /** How the variables of those named, or of all, are called, as the settings have it by now; starts nothing. */
  variableNames(names: readonly string[] | undefined): Promise<readonly string[]>;
}

/** What declared forwards need to know of the window. */
export interface DeclaredServices {
  readonly forwards: ForwardList;
  readonly sessions: ClusterSessions;
  readonly kubeconfigs: Kubeconfigs;
  readonly active: ActiveContext;
  readonly consent: ExposureConsent;
}

const section = 'kubewright.portForwards';

/**
 * Keeps the list as the settings are, from when something is declared on, and starts what starts with the workspace where
 * that is trusted; `onFailure` hears of starts that nobody asked for. The caller disposes it.
 */
export function createDeclaredForwards(
  services: DeclaredServices,
  onFailure: (error: unknown) => void,
): DeclaredForwards {
  const { forwards } = services;

  async function sync(): Promise<readonly HeldForward[]> {
    const { forwards: declarations, flaws } = await readWorkspace();
    const specs = declarations.map(each => specOf(services, each));
    forwards.declare(specs, flaws, held => void startForward(held).catch(onFailure));
    return forwards.all.filter(({ spec }) => spec.declared !== undefined);
  }

  async function autostart(): Promise<void> {
    if (!hasDeclarations()) return;
    const all = await sync();
    if (!workspace.isTrusted) return;
    const starting = all.filter(({ spec }) => spec.declared?.autostart === true);
    for (const held of starting) startQuietly(held).catch(onFailure);
  }

  const reading = (work: () => Promise<unknown>) => void work().catch(onFailure);
  const listening = Disposable.from(
    workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(section)) reading(sync);
    }),
    workspace.onDidChangeWorkspaceFolders(() => reading(sync)),
    workspace.onDidGrantWorkspaceTrust(() => reading(autostart)),
  );
  reading(autostart);
  return {
    current: sync,
    async start(names) {
      requireTrust();
      const all = await sync();
      const missing = names?.find(name => !all.some(({ spec }) => spec.declared?.name === name));
      if (missing !== undefined) {
        throw new UserError(
          l10n.t('No port-forward named {0} is declared in {1}.', missing, section),
          settingsActions(),
        );
      }
      if (all.length === 0) {
        throw new UserError(l10n.t('This workspace declares no port-forwards.'), settingsActions());
      }
      const wanted = all.filter(({ spec }) => names?.includes(spec.declared?.name ?? '') ?? true);
      await Promise.all(wanted.map(held => startForward(held)));
      return wanted;
    },
    async variableNames(names) {
      const { addressNames } = await import('../../cluster/forward/environment.ts');
      const all = (await readWorkspace()).forwards.map(({ declared }) => declared);
      return all
        .filter(({ name }) => names?.includes(name) ?? true)
        .flatMap(({ prefix, ports, environment }) => [
          ...(prefix === undefined ? [] : addressNames(prefix, ports)),
          ...Object.keys(environment),
        ]);
    },
    dispose: () => listening.dispose(),
  };
}

function settingsActions() {
  return [{ title: l10n.t('Open Settings'), command: 'workbench.action.openWorkspaceSettingsFile' }];
}

function specOf(services: DeclaredServices, { declared, folder }: WorkspaceForward): ForwardSpec {
  const { namespace, kind, target: name } = declared;
  return {
    declared,
    folder,
    ports: declared.ports,
    addresses: declared.addresses,
    async place(signal) {
      requireTrust();
      await services.consent(declared, signal);
      return placeOf(services, declared);
    },
    title: titleOf({ namespace, kind, name }),
  };
}

async function placeOf(
  { sessions, kubeconfigs, active }: DeclaredServices,
  { context, namespace, kind, target: name }: DeclaredForward,
): Promise<ForwardPlace> {
  if (context === undefined) {
    const target = await requireTarget({ kubeconfigs, active });
    const session = await sessions.open(target.kubeContext);
    return { session, target: { namespace: namespace ?? target.namespace, kind, name } };
  }
  const kubeContext = (await kubeconfigs.load()).contexts.find(each => each.name === context);
  if (kubeContext === undefined) throw new UserError(l10n.t('No kubeconfig has the context {0}.', context));
  const session = await sessions.open(kubeContext);
  return { session, target: { namespace: namespace ?? active.namespaceOf(kubeContext), kind, name } };
}
