import { Disposable, extensions, type LogOutputChannel, type TextDocument, workspace } from 'vscode';
import { requestSchema, requestSchemaContent, schemaScheme } from './kustomizationSchema.ts';

const yamlExtension = 'redhat.vscode-yaml';

/** The part of the YAML extension's API that is used; its wiki describes it under "Extension API". */
interface SchemaContributors {
  registerContributor(
    schema: string,
    requestSchema: (resource: string) => string | undefined,
    requestSchemaContent: (uri: string) => string,
  ): boolean;
}

/**
 * Keeps Red Hat's YAML extension, where it is installed, from checking and completing kustomizations too. It takes a
 * schema that accepts everything from us, which wins over its catalogue and over the settings; a `$schema` comment in
 * a file wins over that. Waits until a YAML document is open, which is what makes that extension start anyway.
 */
export function quietYamlExtension(log: LogOutputChannel): Disposable {
  let asked = false;

  async function register(): Promise<void> {
    const extension = extensions.getExtension<unknown>(yamlExtension);
    if (extension === undefined || asked) return;
    asked = true;
    try {
      const api = await extension.activate();
      if (hasContributors(api)) api.registerContributor(schemaScheme, requestSchema, requestSchemaContent);
    } catch (error) {
      asked = false;
      log.warn(`The YAML extension did not take a schema: ${String(error)}`);
    }
  }

  const look = ({ languageId }: Pick<TextDocument, 'languageId'>) => {
    if (languageId === 'yaml') void register();
  };
  const lookAtAll = () => workspace.textDocuments.forEach(look);
  lookAtAll();
  return Disposable.from(workspace.onDidOpenTextDocument(look), extensions.onDidChange(lookAtAll));
}

function hasContributors(api: unknown): api is SchemaContributors {
  return (
    typeof api === 'object' &&
    api !== null &&
    'registerContributor' in api &&
    typeof api.registerContributor === 'function'
  );
}
