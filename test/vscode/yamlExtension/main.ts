import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** Path of the language server, put in where this is bundled. */
declare const yamlLanguageServer: string;

interface Contributor {
  readonly requestSchema: (resource: string) => string | undefined;
  readonly requestSchemaContent: (uri: string) => string | undefined;
}

/**
 * Stands in for Red Hat's YAML extension, which can be had from a marketplace alone: the real language server, started
 * and asked as its wiki and sources say, with the one part of its API that extensions register schemas by.
 */
export async function activate(context: ExtensionContext): Promise<unknown> {
  const contributors = new Map<string, Contributor>();
  const server = { module: yamlLanguageServer, transport: TransportKind.ipc };
  const client = new LanguageClient(
    'yaml',
    'YAML',
    { run: server, debug: server },
    { documentSelector: ['yaml'] },
  );
  client.onRequest('custom/schema/request', (resource: string) =>
    [...contributors.values()]
      .map(({ requestSchema }) => requestSchema(resource))
      .filter(uri => uri !== undefined),
  );
  client.onRequest('custom/schema/content', (uri: string) => {
    const [scheme = ''] = uri.split(':');
    return contributors.get(scheme)?.requestSchemaContent(uri) ?? null;
  });
  context.subscriptions.push(client);
  await client.start();
  await client.sendNotification('yaml/registerCustomSchemaRequest');
  return {
    registerContributor(
      schema: string,
      requestSchema: Contributor['requestSchema'],
      requestSchemaContent: Contributor['requestSchemaContent'],
    ): boolean {
      if (contributors.has(schema)) return false;
      contributors.set(schema, { requestSchema, requestSchemaContent });
      return true;
    },
  };
}
