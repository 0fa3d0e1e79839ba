import { commands, type Disposable, env, Uri, window } from 'vscode';

/** What links to rules' pages begin with; the editor hands such links to {@link serveRulePages}. */
export function rulePagesBase(extensionId: string): string {
  return `${env.uriScheme}://${extensionId}/rules/`;
}

/** Opens the page of a rule, in the editor's language, for a link `…/rules/CODE`; takes no other link. */
export function serveRulePages(extension: Uri): Disposable {
  return window.registerUriHandler({
    async handleUri({ path }) {
      // Links come from anywhere: nothing but the code of a rule is taken out of one.
      const [, code] = /^\/rules\/([a-z][\w-]*\.[\w-]+)$/.exec(path) ?? [];
      if (code === undefined) return;
      const name = env.language.startsWith('ko') ? `${code}.ko.md` : `${code}.md`;
      await commands.executeCommand('markdown.showPreview', Uri.joinPath(extension, 'media', 'rules', name));
    },
  });
}
