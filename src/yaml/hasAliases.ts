import { EVENT_ID } from 'js-yaml';
import { readEvents } from './readEvents.ts';

/** Whether a text that parses stands for other parts of itself anywhere (`*name`, which merge keys need too). */
export function hasAliases(text: string): boolean {
  return text.includes('*') && readEvents(text).some(event => event.type === EVENT_ID.ALIAS);
}
