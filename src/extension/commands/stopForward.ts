import type { Command } from '../command.ts';
import { chooseForward } from '../portForwards/chooseForward.ts';
import type { Services } from '../services.ts';

/** `Kubewright: Stop Port-Forward`. */
export function stopForward({ forwards }: Pick<Services, 'forwards'>): Command {
  return async argument => {
    await forwards.stop(await chooseForward(argument, forwards));
  };
}
