import { EVENT_ID } from 'js-yaml';
import { readEvents } from './readEvents.ts';

/** Whether a text that parses stands for other parts of itself anywhere (`*name`, which merge keys need too). */
export function hasAliases(text: string): boolean {
  if (!text.includes('*')) return false;
  const reading = readEvents(text);
  return 'events' in reading && reading.events.some(event => event.type === EVENT_ID.ALIAS);
}
