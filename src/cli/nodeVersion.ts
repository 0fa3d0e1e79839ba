import { nodeTooOld as english } from '../messages/en/nodeVersion.ts';
import { nodeTooOld as korean } from '../messages/ko/nodeVersion.ts';

/** The oldest that the command line runs on, as `engines` in package.json says. */
export const oldestNode = '22.19.0';

/** What to say where `version` of Node is too old to go on; `undefined` where it is not. */
export function nodeProblem(version: string, locale: string | undefined): string | undefined {
  const [wanted, found] = [oldestNode, version].map(text => text.split('.').map(Number));
  const at = wanted?.findIndex((part, index) => part !== found?.[index]) ?? -1;
  if (at < 0 || Number(wanted?.[at]) <= Number(found?.[at])) return undefined;
  return (/^ko(?:[-_.]|$)/i.test(locale ?? '') ? korean : english)(oldestNode, version);
}
