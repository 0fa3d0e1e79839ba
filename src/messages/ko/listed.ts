const mostNames = 8;

/** 이름 목록과 나머지 개수. */
export function listed(names: readonly string[]): string {
  const rest = names.length - mostNames;
  const shown = names.slice(0, mostNames).join(', ');
  return rest > 0 ? `${shown} 외 ${rest}개` : shown;
}
