/** What the query of a repository's URL says. */
export interface QueryValues {
  /** Branch, tag or commit; empty for the repository's `HEAD`. */
  readonly ref: string;
  readonly submodules: boolean;
  /** How long each git command may take. */
  readonly timeoutMs: number;
}

const defaultTimeoutMs = 27_000;

/** Reads `ref` (or `version`), `timeout` and `submodules`; what cannot be read has its default. */
export function readQuery(query: string): QueryValues {
  const values = parseGoQuery(query);
  if (values === undefined) return { ref: '', submodules: true, timeoutMs: defaultTimeoutMs };
  return {
    ref: values.get('ref') || values.get('version') || '',
    submodules: readBoolean(values.get('submodules') ?? '') ?? true,
    timeoutMs: readTimeout(values.get('timeout') ?? '') ?? defaultTimeoutMs,
  };
}

/** The first value of each key as Go's `url.ParseQuery` has it; `undefined` where any part is malformed. */
function parseGoQuery(query: string): ReadonlyMap<string, string> | undefined {
  const values = new Map<string, string>();
  for (const part of query.split('&')) {
    if (part === '') continue;
    if (part.includes(';')) return undefined;
    const equals = part.indexOf('=');
    const key = unescaped(equals < 0 ? part : part.slice(0, equals));
    const value = unescaped(equals < 0 ? '' : part.slice(equals + 1));
    if (key === undefined || value === undefined) return undefined;
    if (!values.has(key)) values.set(key, value);
  }
  return values;
}

function unescaped(text: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  const bytes = new TextEncoder().encode(text.replaceAll('+', ' '));
  const decoded: number[] = [];
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === 0x25) {
      decoded.push(Number.parseInt(String.fromCharCode(bytes[i + 1] ?? 0, bytes[i + 2] ?? 0), 16));
      i += 2;
    } else decoded.push(byte);
  }
  return new TextDecoder().decode(new Uint8Array(decoded));
}

function readBoolean(text: string): boolean | undefined {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? false : undefined;
}

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Seconds, or a duration as Go writes it (`1m30s`); `undefined` for what is neither or not positive. */
function readTimeout(text: string): number | undefined {
  const seconds = /^\+?\d+$/.test(text) ? Number(text) * 1000 : undefined;
  const ms = seconds !== undefined && seconds > 0 ? seconds : readDuration(text);
  return ms !== undefined && ms > 0 ? ms : undefined;
}

function readDuration(text: string): number | undefined {
  // Escaped, because one letter beyond Latin-1 doubles what a whole script takes to be loaded.
  const part = /(\d+\.?\d*|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/g;
  const parts = [...text.matchAll(part)];
  const [, body = ''] = /^\+?(.+)$/.exec(text) ?? [];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== body) return undefined;
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (unitMs[unit ?? ''] ?? 0), 0);
}
