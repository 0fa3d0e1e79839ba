import { workspace } from 'vscode';
import type { ProxySettings } from '../cluster/transport/proxy.ts';

/** The environment's proxies and the editor's `http.proxy`, as it is set whenever a connection is made. */
export function editorProxies(): ProxySettings {
  const get = <T>(key: string, otherwise: T): T => workspace.getConfiguration('http').get(key, otherwise);
  return {
    environment: process.env,
    get editorProxy() {
      return get<string>('proxySupport', 'override') === 'off' ? '' : get<string>('proxy', '');
    },
    get editorNoProxy() {
      return get<readonly string[]>('noProxy', []);
    },
  };
}
