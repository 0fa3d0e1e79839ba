import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** The only folder that the page may load from. */
export function pageRoot(extension: Uri): Uri {
  return Uri.joinPath(extension, 'dist', 'webview');
}

/** The page: it runs its own script and nothing else, and talks to nobody but the extension. */
export function tableHtml(webview: Webview, extension: Uri, language: string): string {
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(pageRoot(extension), name)).toString();
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(file('resourceTable.style.css'))}">
</head>
<body>
<div id="toolbar"></div>
<div id="table"></div>
<div id="empty"></div>
<div id="announcer" role="status" aria-live="polite"></div>
<script nonce="${nonce}" src="${escaped(file('resourceTable.js'))}"></script>
</body>
</html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
