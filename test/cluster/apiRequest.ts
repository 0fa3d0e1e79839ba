import { Agent, request } from 'node:https';

/** One request to the API server. */
export interface ApiRequest {
  readonly method?: string;
  /** With its query, as in `/api/v1/pods?limit=1`. */
  readonly path: string;
  /** Sent as it is where a string, else as JSON. */
  readonly body?: unknown;
  /** Of the body; `application/json` where absent. */
  readonly contentType?: string;
}

/** What it answered; `json()` throws where the body is something else. */
export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
  json<T = unknown>(): T;
}

/** Sends plain requests with a bearer token over kept connections; `close` ends those. */
export interface ApiClient {
  send(token: string, what: ApiRequest): Promise<ApiAnswer>;
  close(): void;
}

export function apiClient(url: string, certificate: string): ApiClient {
  const agent = new Agent({ ca: certificate, keepAlive: true });
  return {
    send: (token, what) =>
      new Promise((resolve, reject) => {
        const body =
          what.body === undefined || typeof what.body === 'string' ? what.body : JSON.stringify(what.body);
        const sent = request(
          `${url}${what.path}`,
          {
            agent,
            method: what.method ?? 'GET',
            headers: {
              authorization: `Bearer ${token}`,
              accept: 'application/json',
              'user-agent': 'kubewright-test',
              ...(body === undefined
                ? {}
                : {
                    'content-type': what.contentType ?? 'application/json',
                    'content-length': Buffer.byteLength(body),
                  }),
            },
          },
          response => {
            let text = '';
            response.setEncoding('utf8');
            response.on('data', (piece: string) => {
              text += piece;
            });
            response.on('error', reject);
            response.on('end', () => {
              resolve({ status: response.statusCode ?? 0, text, json: () => JSON.parse(text) });
            });
          },
        );
        sent.setTimeout(30_000, () => sent.destroy(new Error(`${what.path}: no answer within 30 s`)));
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
