import { expect, test } from 'vitest';
import { kubeconfigPaths } from '../../src/extension/kubeconfigPaths.ts';

const bases = { home: '/home/me', folders: ['/repo/one', '/repo/two'] };

test.each<[string, unknown, string[]]>([
  ['absolute', ['/etc/kubeconfig'], ['/etc/kubeconfig']],
  ['of the home folder', ['~/.kube/clusters', '~'], ['/home/me/.kube/clusters', '/home/me']],
  ["of somebody else's home folder", ['~you/config'], []],
  ['relative, in each folder of the workspace', ['a/b'], ['/repo/one/a/b', '/repo/two/a/b']],
  ['of the workspace folder', [`\${workspaceFolder}/a`], ['/repo/one/a', '/repo/two/a']],
  ['given twice', ['/a', ' /a '], ['/a']],
  ['none', ['', '  ', 7, null], []],
  ['no list', '~/.kube', []],
])('a path that is %s', (_, setting, paths) => {
  expect(kubeconfigPaths(setting, bases)).toEqual(paths);
});
