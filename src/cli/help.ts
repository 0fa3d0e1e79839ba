import { usage as english } from '../messages/en/usage.ts';
import { usage as korean } from '../messages/ko/usage.ts';

/** Whether the arguments of a command ask for its help; what stands behind `--` is no flag. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some(each => each === '--help' || each === '-h');
}

/** All commands with their options, in the language of a locale. */
export function usageIn(locale: string | undefined): string {
  return /^ko(?:[-_.]|$)/i.test(locale ?? '') ? korean : english;
}

/** What the usage says of one command: its own lines, and the paragraphs that speak of it or of all. */
export function helpOf(command: string, locale: string | undefined): string {
  const [, list = '', ...paragraphs] = usageIn(locale).trimEnd().split('\n\n');
  // A line of options is indented further than the command that it belongs to.
  const blocks = list.split(/\n(?= {2}\S)/).filter(block => block.trim().split(' ')[1] === command);
  const lines = blocks.join('\n').replaceAll(/^ {2}/gm, '');
  const word = new RegExp(`(?<![\\w-])${command}(?![\\w-])`);
  const about = paragraphs.filter((text, index) => index === paragraphs.length - 1 || word.test(text));
  return `${[lines, ...about].join('\n\n')}\n`;
}
