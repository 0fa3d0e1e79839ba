/** So many names are told; more nobody reads before they answer. */
const mostNames = 8;

/** Names, and how many there are beside those. */
export function listed(names: readonly string[]): string {
  const rest = names.length - mostNames;
  const shown = names.slice(0, mostNames).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
