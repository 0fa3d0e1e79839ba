import { sep } from 'node:path';
import type { Absolute } from './clusterEntry.ts';
import type { ExecEntry, UserEntry } from './kubeconfig.ts';
import type { TypedFields } from './typedFields.ts';

/**
 * Reads a `user`; throws what kubectl refuses in one, as a failure: types first, since for these it refuses the file.
 */
export function userEntry(name: string, fields: TypedFields, absolute: Absolute): UserEntry {
  const exec = fields.fields('exec');
  const user: UserEntry = {
    name,
    certData: fields.base64('client-certificate-data'),
    certFile: absolute(fields.text('client-certificate')),
    keyData: fields.base64('client-key-data'),
    keyFile: absolute(fields.text('client-key')),
    token: fields.text('token'),
    tokenFile: absolute(fields.text('tokenFile')),
    username: fields.text('username'),
    password: fields.text('password'),
    impersonateUser: fields.text('as'),
    impersonateUid: fields.text('as-uid'),
    impersonateGroups: fields.texts('as-groups'),
    impersonateExtra: fields.textListsByKey('as-user-extra'),
    exec: fields.has('exec') ? execEntry(exec, absolute) : undefined,
    authProvider: fields.has('auth-provider') ? authProvider(fields.fields('auth-provider')) : undefined,
  };
  refuse(user, fields);
  if (user.exec !== undefined) refuseExec(user.exec, exec);
  return user;
}

function refuse(user: UserEntry, fields: TypedFields): void {
  const { certData, certFile, keyData, keyFile } = user;
  if ((certData ?? certFile) !== undefined) {
    if (certData !== undefined && certFile !== undefined) {
      throw fields.conflicting('client-certificate-data', 'client-certificate');
    }
    if (keyData !== undefined && keyFile !== undefined) {
      throw fields.conflicting('client-key-data', 'client-key');
    }
    if ((keyData ?? keyFile) === undefined) throw fields.missing('client-key');
  }
  if (user.token !== undefined && (user.username ?? user.password) !== undefined) {
    throw fields.conflicting('token', user.username === undefined ? 'password' : 'username');
  }
  // kubectl would ask for both.
  if (user.password !== undefined && user.username === undefined) throw fields.missing('username');
  if (user.exec !== undefined && user.authProvider !== undefined) {
    throw fields.conflicting('exec', 'auth-provider');
  }
  const hasMore =
    user.impersonateUid !== undefined ||
    user.impersonateGroups.length > 0 ||
    Object.keys(user.impersonateExtra).length > 0;
  if (hasMore && user.impersonateUser === undefined) throw fields.missing('as');
}

/** Versions in which a plugin need not say how it wants to be run. */
const silentVersions = /\/v1(?:alpha|beta)1$/;

function execEntry(fields: TypedFields, absolute: Absolute): ExecEntry {
  const command = fields.text('command') ?? '';
  const apiVersion = fields.text('apiVersion') ?? '';
  const variables = fields.items('env');
  return {
    apiVersion,
    // As client-go: a path is relative to the file, a bare name is looked up in PATH.
    command: command.includes(sep) ? (absolute(command) ?? command) : command,
    args: fields.texts('args'),
    env: Object.fromEntries(variables.map(each => [each.text('name') ?? '', each.text('value') ?? ''])),
    installHint: fields.text('installHint') ?? '',
    provideClusterInfo: fields.flag('provideClusterInfo'),
    interactiveMode: fields.text('interactiveMode') ?? (silentVersions.test(apiVersion) ? 'IfAvailable' : ''),
  };
}

function refuseExec({ command, apiVersion, env, interactiveMode }: ExecEntry, fields: TypedFields): void {
  if (command === '') throw fields.missing('command');
  if (apiVersion === '') throw fields.missing('apiVersion');
  if ('' in env) throw fields.missing('env.name');
  if (interactiveMode === '') throw fields.missing('interactiveMode');
  if (!/^(?:Never|IfAvailable|Always)$/.test(interactiveMode)) {
    throw fields.wrong('interactiveMode', 'interactive-mode');
  }
}

function authProvider(fields: TypedFields): UserEntry['authProvider'] {
  return { name: fields.text('name') ?? '', config: fields.textsByKey('config') };
}
