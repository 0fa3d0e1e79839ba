import { access, constants, readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Document, isAlias, isMap, isScalar, isSeq, parseAllDocuments, type YAMLMap } from 'yaml';
import { ClusterFailure } from '../failure.ts';
import { isRecord, listAt, recordAt } from '../json.ts';
import { parseKubeconfig } from './kubeconfigEntries.ts';
import {
  errorCode,
  locked,
  lockOf,
  replaceFile,
  scalarText,
  unwritable,
  withScalar,
} from './kubeconfigFile.ts';
import { readKubeconfigText } from './kubeconfigText.ts';

/** What the `oidc` auth provider of a user is configured with, its tokens among it. Secret. */
export type ProviderConfig = Readonly<Record<string, string>>;

/** What an issuer gave. Secret. */
export interface IssuedTokens {
  readonly idToken: string | undefined;
  readonly refreshToken: string;
}

/** The configuration as it stands in the file now; `undefined` where it, or the user in it, is gone or broken. */
export async function readProviderConfig(file: string, user: string): Promise<ProviderConfig | undefined> {
  try {
    const entry = parseKubeconfig(file, await readFile(file, 'utf8'), true).users.get(user);
    return entry === undefined || entry instanceof ClusterFailure ? undefined : entry.authProvider?.config;
  } catch {
    return undefined;
  }
}

/** kubectl writes for milliseconds: whoever holds the lock for longer was killed. */
const patienceMilliseconds = 5000;

/**
 * Rejects with `kubeconfig.unwritable` where tokens could not be kept: before a refresh token is used up that may be
 * good once.
 */
export async function requireWritableTokens(file: string, user: string): Promise<void> {
  try {
    const target = await realpath(file);
    const text = await readFile(target, 'utf8');
    withTokens(file, text, user, { idToken: 'tried', refreshToken: 'tried' });
    await access(dirname(target), constants.W_OK);
    await access(target, constants.W_OK);
    await unlocked(lockOf(file));
  } catch (error) {
    throw unwritable(file, error);
  }
}

async function unlocked(lock: string): Promise<void> {
  for (const giveUp = Date.now() + patienceMilliseconds; ; await sleep(100)) {
    const isThere = await stat(lock).then(
      () => true,
      () => false,
    );
    if (!isThere) return;
    if (Date.now() >= giveUp) throw Object.assign(new Error('locked'), { code: 'EEXIST' });
  }
}

/**
 * Writes what the issuer gave into the user's entry, as kubectl does; no other byte of the file changes. A lock that
 * somebody leaves lying meanwhile is passed over, for the old tokens are good for nothing. Rejects with
 * `kubeconfig.unwritable`.
 */
export async function writeTokens(file: string, user: string, tokens: IssuedTokens): Promise<void> {
  const write = async () => {
    const target = await realpath(file);
    const text = await readFile(target, 'utf8');
    const after = withTokens(file, text, user, tokens);
    if (after !== text) await replaceFile(target, after);
  };
  try {
    await locked(file, patienceMilliseconds, write).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
      return write();
    });
  } catch (error) {
    throw unwritable(file, error);
  }
}

/** Throws `kubeconfig.unwritable` where more than the tokens would change, as behind an alias. */
function withTokens(file: string, text: string, user: string, tokens: IssuedTokens): string {
  const { idToken, refreshToken } = tokens;
  const values = { ...(idToken === undefined ? {} : { 'id-token': idToken }), 'refresh-token': refreshToken };
  const should = readKubeconfigText(file, text);
  const entry = listAt(should, 'users').find(each => isRecord(each) && each['name'] === user);
  const { config } = recordAt(recordAt(entry, 'user'), 'auth-provider');
  if (!isRecord(config)) throw new ClusterFailure('kubeconfig.unwritable', { file, reason: 'no such user' });
  Object.assign(config, values);
  let after = text;
  for (const [key, value] of Object.entries(values)) {
    const changed = withField(after, user, key, value);
    if (changed === undefined) throw new ClusterFailure('kubeconfig.unwritable', { file, reason: 'aliases' });
    after = changed;
  }
  const is = readKubeconfigText(file, after);
  if (!isDeepStrictEqual(is, should)) {
    throw new ClusterFailure('kubeconfig.unwritable', { file, reason: 'aliases' });
  }
  return after;
}

/** One field of the provider's configuration set; `undefined` where that is not found. */
function withField(text: string, user: string, key: string, value: string): string | undefined {
  const [document] = parseAllDocuments(text, { version: '1.1', uniqueKeys: false, prettyErrors: false });
  if (document === undefined || !('contents' in document)) return undefined;
  const config = configOf(document, user);
  if (config?.range === undefined || config.range === null) return undefined;
  const found = config.items.findLast(pair => isScalar(pair.key) && pair.key.value === key)?.value;
  if (isScalar(found) && found.range) return withScalar(text, found.range, value);
  if (found !== undefined) return undefined;
  const [start] = config.range;
  if (config.flow) {
    const entry = `${JSON.stringify(key)}: ${JSON.stringify(value)}${config.items.length === 0 ? '' : ', '}`;
    return `${text.slice(0, start + 1)}${entry}${text.slice(start + 1)}`;
  }
  const indentation = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (indentation.trim() !== '') return undefined;
  const lineEnd = text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
  return `${text.slice(0, start)}${key}: ${scalarText(value)}${lineEnd}${indentation}${text.slice(start)}`;
}

function configOf(document: Document.Parsed, user: string): YAMLMap | undefined {
  const at = (node: unknown, key: string): unknown => {
    const map = isAlias(node) ? node.resolve(document) : node;
    if (!isMap(map)) return undefined;
    return map.items.findLast(pair => isScalar(pair.key) && pair.key.value === key)?.value;
  };
  const users = at(document.contents, 'users');
  if (!isSeq(users)) return undefined;
  const entry = users.items.find(item => {
    const name = at(item, 'name');
    return isScalar(name) && (name.source ?? name.value) === user;
  });
  const config = at(at(at(entry, 'user'), 'auth-provider'), 'config');
  return isMap(config) ? config : undefined;
}
