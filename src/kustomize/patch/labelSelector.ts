/** Decides over labels or annotations. */
export type LabelSelector = (labels: ReadonlyMap<string, string>) => boolean;

type Operator = '=' | '==' | '!=' | 'in' | 'notin' | '>' | '<';
const operators: ReadonlySet<string> = new Set(['=', '==', '!=', 'in', 'notin', '>', '<']);
const symbols = new Set(['=', '==', '!=', '>', '<', '!', '(', ')', ',']);

interface Tokens {
  readonly items: readonly string[];
  position: number;
}

/** What the end of the text reads as; no token is empty otherwise. */
const end = '';

/**
 * Parses a label selector (`app=web,tier in (a,b),!old,weight>3`) as apimachinery's `labels.Parse` does.
 * The empty text selects everything; `undefined` where the text is none.
 */
export function parseLabelSelector(text: string): LabelSelector | undefined {
  const tokens: Tokens = { items: scan(text), position: 0 };
  const requirements: LabelSelector[] = [];
  while (peek(tokens) !== end) {
    const requirement = parseRequirement(tokens);
    if (requirement === undefined) return undefined;
    requirements.push(requirement);
    const separator = next(tokens);
    if (separator === end) break;
    const follower = peek(tokens);
    if (separator !== ',' || !(isIdentifier(follower) || follower === '!')) return undefined;
  }
  return labels => requirements.every(requirement => requirement(labels));
}

/** Words, and the longest operators that stand at each place. */
function scan(text: string): string[] {
  const items: string[] = [];
  // The official lexer takes a NUL for the end of the text.
  const source = text.split('\0', 1)[0] ?? '';
  for (const [run] of source.matchAll(/[=!(),><]+|[^=!(),> <\t\r\n]+/g)) {
    if (!/^[=!(),><]/.test(run)) items.push(run);
    else {
      for (let at = 0; at < run.length; ) {
        const pair = run.slice(at, at + 2);
        const symbol = symbols.has(pair) ? pair : run.charAt(at);
        items.push(symbol);
        at += symbol.length;
      }
    }
  }
  return items;
}

function peek(tokens: Tokens): string {
  return tokens.items[tokens.position] ?? end;
}

function next(tokens: Tokens): string {
  const token = peek(tokens);
  tokens.position += 1;
  return token;
}

function isIdentifier(token: string): boolean {
  return token !== end && !symbols.has(token);
}

function parseRequirement(tokens: Tokens): LabelSelector | undefined {
  const negated = peek(tokens) === '!';
  if (negated) next(tokens);
  const key = next(tokens);
  if (!isIdentifier(key) || !isQualifiedName(key)) return undefined;
  if (negated) return labels => !labels.has(key);
  if (peek(tokens) === end || peek(tokens) === ',') return labels => labels.has(key);
  const operator = next(tokens);
  if (!operators.has(operator)) return undefined;
  const isSet = operator === 'in' || operator === 'notin';
  const values = isSet ? parseValues(tokens) : parseExactValue(tokens);
  if (values?.every(isLabelValue) !== true) return undefined;
  return requirementOf(key, operator as Operator, values);
}

function requirementOf(
  key: string,
  operator: Operator,
  values: readonly string[],
): LabelSelector | undefined {
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      return labels => labels.has(key) && values.includes(labels.get(key) ?? '');
    case '!=':
    case 'notin':
      return labels => !labels.has(key) || !values.includes(labels.get(key) ?? '');
    default: {
      const bound = goInt(values[0] ?? '');
      if (bound === undefined) return undefined;
      return labels => {
        const value = goInt(labels.get(key) ?? '');
        return value !== undefined && (operator === '>' ? value > bound : value < bound);
      };
    }
  }
}

/** `(a,b)`; missing ones between commas are empty. */
function parseValues(tokens: Tokens): string[] | undefined {
  if (next(tokens) !== '(') return undefined;
  const values: string[] = [];
  let expectsValue = true;
  for (;;) {
    const token = next(tokens);
    if (isIdentifier(token)) {
      if (!expectsValue) return undefined;
      values.push(token);
      expectsValue = false;
    } else if (token === ',' || token === ')') {
      if (expectsValue) values.push('');
      if (token === ')') return values;
      expectsValue = true;
    } else return undefined;
  }
}

function parseExactValue(tokens: Tokens): string[] | undefined {
  const token = peek(tokens);
  if (token === end || token === ',') return [''];
  next(tokens);
  return isIdentifier(token) ? [token] : undefined;
}

/** An optional DNS subdomain and a slash, then up to 63 letters, digits, `-`, `_`, `.` within letters or digits. */
function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2 || name.length > 63 || !/^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(name))
    return false;
  const [prefix] = parts;
  if (parts.length === 1 || prefix === undefined) return true;
  return (
    prefix.length <= 253 &&
    /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/.test(prefix)
  );
}

function isLabelValue(text: string): boolean {
  return text.length <= 63 && /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/.test(text);
}

/** Go's `strconv.ParseInt(text, 10, 64)`. */
function goInt(text: string): bigint | undefined {
  if (!/^[-+]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return value >= -(2n ** 63n) && value < 2n ** 63n ? value : undefined;
}
