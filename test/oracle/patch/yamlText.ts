/** A tree to write as YAML; strings are written as they are, so `"5"` and `5` differ. */
export type Tree = string | readonly Tree[] | { readonly [key: string]: Tree };

/** Block style, so that every sample can be read and pasted into a fixture. */
export function yamlText(tree: Tree, indent = 0): string {
  const margin = ' '.repeat(indent);
  if (typeof tree === 'string') return `${margin}${tree}\n`;
  if (isList(tree)) {
    if (tree.length === 0) return `${margin}[]\n`;
    return tree.map(item => `${margin}- ${yamlText(item, indent + 2).slice(indent + 2)}`).join('');
  }
  const entries = Object.entries(tree);
  if (entries.length === 0) return `${margin}{}\n`;
  return entries
    .map(([key, value]) => {
      const isInline = typeof value === 'string' || Object.keys(value).length === 0;
      return isInline
        ? `${margin}${key}: ${yamlText(value)}`
        : `${margin}${key}:\n${yamlText(value, indent + 2)}`;
    })
    .join('');
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}
