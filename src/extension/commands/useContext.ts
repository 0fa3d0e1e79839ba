import { contextOf } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { pickContext } from '../pickContext.ts';
import type { Services } from '../services.ts';

/** `Kubewright: Use Context`: makes a context the one that commands of this window go to. */
export function useContext(services: Pick<Services, 'kubeconfigs' | 'active'>): Command {
  return async argument => {
    await services.active.use(contextOf(argument)?.name ?? (await pickContext(services)));
  };
}
