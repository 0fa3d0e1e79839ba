/** A button under an error: a command that helps. */
export interface ErrorAction {
  readonly title: string;
  readonly command: string;
}

/** Something the user can mend, with a localized message that says how; shown as it is and not logged. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly actions: readonly ErrorAction[];

  constructor(message: string, actions: readonly ErrorAction[] = []) {
    super(message);
    this.actions = actions;
  }
}
