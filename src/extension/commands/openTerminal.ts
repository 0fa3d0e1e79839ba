import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { ThemeIcon, type Uri, window } from 'vscode';
import { rowTarget } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { requireTarget, type Target } from '../requireTarget.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/**
 * `Kubewright: Open Terminal`: a terminal whose kubectl goes to a context and namespace of the tree, or to the active
 * ones. The user's kubeconfigs stay as they are.
 */
export function openTerminal(services: Pick<Services, 'kubeconfigs' | 'active'>, storage: Uri): Command {
  return async argument => {
    requireTrust();
    const target = rowTarget(argument, services.active) ?? (await requireTarget(services));
    const { files } = await services.kubeconfigs.load();
    const own = await writeContextFile(join(storage.fsPath, 'kubeconfigs'), target);
    const terminal = window.createTerminal({
      name: `${target.kubeContext.name} / ${target.namespace}`,
      iconPath: new ThemeIcon('server-environment'),
      env: { KUBECONFIG: [own, ...files].join(delimiter) },
    });
    terminal.show();
  };
}

/** One file for each target, since terminals outlive the window's extensions. */
async function writeContextFile(folder: string, { kubeContext, namespace }: Target): Promise<string> {
  const { contextKubeconfig } = await import('../../cluster/kubeconfig/contextKubeconfig.ts');
  const hash = createHash('sha256').update(JSON.stringify([kubeContext.name, namespace]));
  const file = join(folder, `${hash.digest('hex').slice(0, 16)}.yaml`);
  await mkdir(folder, { recursive: true });
  // Whoever logs in from that terminal may have kubectl write credentials into it.
  await writeFile(file, contextKubeconfig(kubeContext, namespace), { mode: 0o600 });
  return file;
}
