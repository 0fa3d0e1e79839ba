/** What a request authenticates with. Secret. */
export interface Credential {
  readonly authorization: string | undefined;
  readonly cert: string | Buffer | undefined;
  readonly key: string | Buffer | undefined;
  /** Until when it is used without asking again, in milliseconds since the epoch; `undefined`: until refused. */
  readonly usedUntil: number | undefined;
  /** When it ends, where others cannot be had before; `undefined`: nobody knows, so when it is refused. */
  readonly endsAt: number | undefined;
}
