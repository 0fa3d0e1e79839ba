const shape =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{2}):(\d{1,2}):(\d{1,2})(\.\d+|,\d+)?(Z|[-+]\d{2}:\d{2}))|(?: (\d{2}):(\d{1,2}):(\d{1,2})(\.\d+|,\d+)?))?$/;

/**
 * The RFC 3339 text that Go gives a plain scalar which `gopkg.in/yaml.v3` takes for a timestamp, or `undefined`
 * where it is none. Days are checked against their month.
 */
export function timestampText(text: string): string | undefined {
  if (!/^\d{4}-/.test(text)) return undefined;
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '', day = ''] = match;
  const hour = match[4] ?? match[9] ?? '0';
  const minute = match[5] ?? match[10] ?? '0';
  const second = match[6] ?? match[11] ?? '0';
  const fraction = (match[7] ?? match[12] ?? '').slice(1, 10).replace(/0+$/, '');
  const zone = match[8] ?? 'Z';
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const two = (part: string) => part.padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  const time = `${two(hour)}:${two(minute)}:${two(second)}${fraction === '' ? '' : `.${fraction}`}`;
  return `${date}T${time}${/^[-+]00:00$/.test(zone) ? 'Z' : zone}`;
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
