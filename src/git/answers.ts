import { createSingleFlight } from './singleFlight.ts';
import { createTurns } from './turns.ts';

/** What requests came to, for a snapshot. */
export interface Answers<Request, Answer> {
  /** `undefined` where a request was not answered yet. The same object until `forget`. */
  get(request: Request): Answer | undefined;
  /**
   * Answers what is not known yet; failures become known as such. Requests that are under way are joined. Rejects only
   * with the signal's reason; what nobody waits for any more is given up.
   */
  load(requests: readonly Request[], signal: AbortSignal): Promise<void>;
  /** Forgets everything that may have changed or failed since; gives the keys. */
  forget(): readonly string[];
}

/** How requests are answered. */
export interface AnsweringPorts<Request, Answer> {
  keyOf(request: Request): string;
  /** Rejects only with the signal's reason. */
  answer(request: Request, signal: AbortSignal): Promise<Answer>;
  /** How many at the same time. */
  readonly width: number;
}

/** Nothing answered yet. */
export function createAnswers<Request, Answer>({
  keyOf,
  answer,
  width,
}: AnsweringPorts<Request, Answer>): Answers<Request, Answer> {
  const known = new Map<string, Answer>();
  const flights = createSingleFlight<Answer>();
  const turns = createTurns(width);

  async function load(request: Request, signal: AbortSignal): Promise<void> {
    const key = keyOf(request);
    if (known.has(key)) return;
    const found = await flights.run(key, flying => turns.take(() => answer(request, flying)), signal);
    if (!known.has(key)) known.set(key, found);
  }

  return {
    get: request => known.get(keyOf(request)),
    async load(requests, signal) {
      await Promise.all(requests.map(request => load(request, signal)));
    },
    forget() {
      const keys = [...known.keys()];
      known.clear();
      return keys;
    },
  };
}
