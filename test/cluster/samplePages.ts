import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ControlPlane } from './controlPlane.ts';
import { forwardPods } from './fakeKubelet.ts';

/**
 * Lets every port of the sample's pods answer HTTP with a short page, so that a forwarded port shows something. The
 * server is the caller's to close and does not keep the process alive.
 */
export async function serveSamplePages(controlPlane: ControlPlane): Promise<Server> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      `<!doctype html><title>Sample</title><h1>It answers</h1><p>${new Date().toISOString()} ${request.method}</p>\n`,
    );
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await forwardPods(controlPlane, {
    name: 'sample-pages',
    selector: { matchNamespaces: ['shop', 'models', 'notebooks'] },
    target: { port },
  });
  return server;
}
