import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type Position,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const main = fileURLToPath(
  new URL('../../node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url),
);

/** What stands between the YAML extension's server and us. */
export interface YamlOptions {
  /** Contributors as `registerContributor` takes them. */
  readonly contributor?: {
    readonly requestSchema: (resource: string) => string | undefined;
    readonly requestSchemaContent: (uri: string) => string;
  };
  /** Associations that extensions declare as `yamlValidation`. */
  readonly associations?: readonly { readonly fileMatch: readonly string[]; readonly uri: string }[];
  /** The user's `yaml.schemas`: file patterns by the name of a schema in the catalogue. */
  readonly schemas?: Readonly<Record<string, string>>;
}

/** What the server says of one document. */
export interface YamlAnswers {
  readonly diagnostics: readonly Diagnostic[];
  readonly labels: readonly string[];
  readonly hover: string | undefined;
}

/** Strict, as the ones of the public catalogue are: two known fields, and nothing else. */
const schema = {
  type: 'object',
  properties: {
    resources: { type: 'array', description: 'From the catalogue.', items: { type: 'string' } },
    namespace: { type: 'string', description: 'From the catalogue.' },
  },
  additionalProperties: false,
};

/**
 * Red Hat's own language server with a catalogue on this machine that has a schema for kustomizations and one for
 * `values.yaml`. The client does for it what the YAML extension does: it passes associations on and asks contributors.
 */
export async function askYamlServer(
  options: YamlOptions,
  uri: string,
  text: string,
  position: Position,
): Promise<YamlAnswers> {
  const catalogue = await serveCatalogue();
  const child = spawn(process.execPath, [main, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill();
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published = new Promise<readonly Diagnostic[]>(resolve => {
    connection.onNotification(PublishDiagnosticsNotification.type, found => {
      if (found.uri === uri) resolve(found.diagnostics);
    });
  });
  const schemas = Object.entries(options.schemas ?? {}).map(([name, match]) => [
    `${catalogue}/${name}.json`,
    match,
  ]);
  const yaml = {
    validate: true,
    hover: true,
    completion: true,
    schemaStore: { enable: true, url: `${catalogue}/catalog.json` },
    kubernetesCRDStore: { enable: false },
    schemas: Object.fromEntries(schemas),
  };
  connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ section }) => (section === 'yaml' ? yaml : {})),
  );
  connection.onRequest(RegistrationRequest.type, () => undefined);
  connection.onRequest('custom/schema/request', (resource: string) => {
    const found = options.contributor?.requestSchema(resource);
    return found === undefined ? [] : [found];
  });
  connection.onRequest(
    'custom/schema/content',
    (asked: string) => options.contributor?.requestSchemaContent(asked) ?? null,
  );
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: null,
    capabilities: {
      workspace: { configuration: true },
      textDocument: { hover: { contentFormat: ['markdown'] } },
    },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  await connection.sendNotification('json/schemaAssociations', options.associations ?? []);
  await connection.sendNotification('yaml/registerCustomSchemaRequest');
  const textDocument = { uri, languageId: 'yaml', version: 1, text };
  // Its catalogue has been read by the time that it answers for the first time.
  await connection.sendRequest('yaml/get/all/jsonSchemas', uri);
  await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  const diagnostics = await published;
  const where = { textDocument: { uri }, position };
  const completed = await connection.sendRequest(CompletionRequest.type, where);
  const hover = await connection.sendRequest(HoverRequest.type, {
    textDocument: { uri },
    position: { line: 0, character: 2 },
  });
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  const contents = hover?.contents;
  return {
    diagnostics,
    labels: (Array.isArray(completed) ? completed : (completed?.items ?? [])).map(({ label }) => label),
    // It answers with an empty text where it has nothing to say; editors show none.
    hover: typeof contents === 'object' && 'value' in contents ? contents.value || undefined : undefined,
  };
}

/** Serves the catalogue on this machine for as long as the running test; gives its address. */
export async function serveCatalogue(): Promise<string> {
  const server = createServer((request, response) => {
    const { host } = request.headers;
    const entry = (name: string, fileMatch: string[]) => ({
      name,
      fileMatch,
      url: `http://${host}/${name}.json`,
    });
    const catalogue = {
      schemas: [
        entry('kustomization', ['kustomization.yaml', 'kustomization.yml']),
        entry('values', ['values.yaml']),
      ],
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/catalog.json' ? catalogue : schema));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
