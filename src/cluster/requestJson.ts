import { request } from 'node:https';
import { isRecord, type JsonRecord } from './json.ts';

/** What to send; with a form it is a POST. */
export interface JsonRequest {
  readonly ca: Buffer | undefined;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const limitMilliseconds = 15_000;
const limitBytes = 1024 * 1024;

/**
 * One short exchange of JSON over HTTPS with a server that is no API server, such as an identity provider. Any status
 * is an answer, a body that is no JSON object an empty one; rejects where there is none within 15 s.
 */
export function requestJson(
  url: string,
  { ca, form, headers }: JsonRequest,
): Promise<{ readonly status: number; readonly json: JsonRecord }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: form === undefined ? 'GET' : 'POST',
      ...(ca === undefined ? {} : { ca }),
      headers: {
        accept: 'application/json',
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      signal: AbortSignal.timeout(limitMilliseconds),
      agent: false,
    });
    // An abort here is the time limit and nobody's wish.
    const failed = (error: Error) =>
      reject(error.name === 'AbortError' ? new Error(`${url} did not answer`, { cause: error }) : error);
    outgoing.on('error', failed);
    outgoing.once('response', incoming => {
      let body = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (text: string) => {
        if (body.length < limitBytes) body += text;
      });
      incoming.on('error', failed);
      incoming.once('end', () => resolve({ status: incoming.statusCode ?? 0, json: objectOf(body) }));
    });
    outgoing.end(form === undefined ? undefined : new URLSearchParams(form).toString());
  });
}

function objectOf(text: string): JsonRecord {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
