import { type RemoteFailure, shownUrl } from '../kustomize/remote/problems.ts';
import { ProgramFailure } from './runProgram.ts';

/** What was being fetched when git failed. */
export interface Fetching {
  readonly repository: string;
  readonly ref: string;
  readonly timeoutMs: number;
}

/** A failure that becomes a problem at the item; anything else is a defect of ours. */
export class FetchFailure extends Error {
  readonly failure: RemoteFailure;
  constructor(failure: RemoteFailure) {
    super(failure.code);
    this.failure = failure;
  }
}

const badRef =
  /couldn't find remote ref|not our ref|unadvertised object|invalid refspec|no such remote ref|could not parse object/i;
const denied =
  /authentication failed|could not read (?:username|password)|permission denied|terminal prompts disabled|access denied|error: 40[13]|invalid credentials/i;

/** The failure that git's exit says. */
export function gitFailure({ repository, ref }: Fetching, stderr: string): FetchFailure {
  const url = shownUrl(repository);
  if (badRef.test(stderr)) return new FetchFailure({ code: 'remote.bad-ref', params: { url, ref } });
  if (denied.test(stderr)) return new FetchFailure({ code: 'remote.denied', params: { url } });
  return new FetchFailure({ code: 'remote.unreachable', params: { url, reason: reasonIn(stderr) } });
}

/** The same for a git that did not come to an exit of its own; errors of other kinds are given back as they are. */
export function programFailure({ repository, timeoutMs }: Fetching, error: unknown): unknown {
  if (!(error instanceof ProgramFailure)) return error;
  const url = shownUrl(repository);
  if (error.kind === 'missing') return new FetchFailure({ code: 'remote.no-git', params: { url } });
  if (error.kind === 'timeout') {
    const seconds = Math.round(timeoutMs / 100) / 10;
    return new FetchFailure({ code: 'remote.timeout', params: { url, seconds } });
  }
  return new FetchFailure({ code: 'remote.unreachable', params: { url, reason: error.message } });
}

/** The line that says most: the last `fatal:`, else the last one at all. Passwords in URLs are left out. */
function reasonIn(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  const said = lines.findLast(line => line.startsWith('fatal:')) ?? lines.at(-1) ?? 'git failed';
  return shownUrl(said.replace(/^fatal: /, '')).slice(0, 300);
}
