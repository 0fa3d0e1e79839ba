import { moreRow } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';

/** Behind a click on the row that stands for more of them; `redraw` asks for the tree's rows anew. */
export function showMoreRows(redraw: () => void): Command {
  return argument => {
    moreRow(argument)?.showMore();
    redraw();
  };
}
