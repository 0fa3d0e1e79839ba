import {
  type CodeLens,
  CodeLensRefreshRequest,
  type DocumentLink,
  type Range,
} from 'vscode-languageserver/node';
import type { PlacedDeployment } from '../language/deployments/place.ts';
import { isKustomizationFile, kustomizationIn } from '../language/roots.ts';
import { pathOf, uriOf } from '../node/fileUri.ts';
import { realPath } from '../node/realPath.ts';
import { rangeOf } from '../yaml/range.ts';
import type { Session } from './session.ts';

/** The server's own command that opens an object in the editor: with its URI and range as arguments. */
export const showCommand = 'kubewright.showDeployment';

/** More lenses above one file than these tell nobody anything. */
const mostLenses = 20;

/** Answers who deploys a kustomization, and links the paths that Flux and Argo CD deploy. */
export function serveDeployments(session: Session): void {
  const { connection, queue, deployments } = session;
  connection.onDocumentLinks(async ({ textDocument }) => {
    await session.ready;
    await queue.idle();
    return linksIn(session, textDocument.uri);
  });
  connection.onCodeLens(async ({ textDocument }) => {
    await session.ready;
    await queue.idle();
    return lensesFor(session, textDocument.uri);
  });
  connection.onExecuteCommand(async ({ command, arguments: given = [] }) => {
    const [uri, selection] = given as readonly unknown[];
    if (command !== showCommand || typeof uri !== 'string' || !isRange(selection)) return;
    await connection.window.showDocument({ uri, selection, takeFocus: true });
  });
  let shown = deployments.version;
  session.refreshLenses = () => {
    if (!session.client.refreshesLenses || shown === deployments.version) return;
    shown = deployments.version;
    void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  };
}

function linksIn({ workspace, deployments, textOf }: Session, uri: string): DocumentLink[] {
  const path = pathOf(uri);
  if (path === undefined) return [];
  const own = uriOf(realPath(path));
  const text = workspace.text(own);
  if (text === undefined) return [];
  const targets = new Map<string, { readonly range: Range; readonly directories: Set<string> }>();
  for (const { location, found, directory } of deployments.all()) {
    if (location.uri !== own || found !== 'kustomization') continue;
    const range = rangeOf(location, text);
    const key = JSON.stringify(range);
    const target = targets.get(key) ?? { range, directories: new Set() };
    target.directories.add(directory);
    targets.set(key, target);
  }
  return [...targets.values()].flatMap(({ range, directories: [directory, ...more] }) => {
    // A template leads to many.
    const file = more.length > 0 ? undefined : kustomizationIn(workspace, directory ?? '');
    if (file === undefined) return [];
    const tooltip = textOf({ code: 'label.open-kustomization', params: {} });
    return [{ range, target: workspace.clientUri(uriOf(file)), tooltip }];
  });
}

function lensesFor(session: Session, uri: string): CodeLens[] {
  const path = pathOf(uri);
  if (path === undefined || !isKustomizationFile(path)) return [];
  const directory = realPath(path).replace(/\/[^/]*$/, '') || '/';
  const seen = new Set<string>();
  const lenses: CodeLens[] = [];
  for (const deployment of session.deployments.all()) {
    const key = JSON.stringify(deployment.object.location);
    if (deployment.directory !== directory || seen.has(key)) continue;
    seen.add(key);
    lenses.push(lensOf(deployment, session));
  }
  return lenses.slice(0, mostLenses);
}

function lensOf({ object, isComponent }: PlacedDeployment, { workspace, textOf }: Session): CodeLens {
  const { tool, kind, name, location } = object;
  const text = workspace.text(location.uri) ?? '';
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    command: {
      title: textOf({
        code: isComponent ? 'label.added-by' : 'label.deployed-by',
        params: { tool, kind, name },
      }),
      command: showCommand,
      arguments: [workspace.clientUri(location.uri), rangeOf(location, text)],
    },
  };
}

function isRange(value: unknown): value is Range {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}
