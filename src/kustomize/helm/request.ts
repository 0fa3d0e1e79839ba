/** `helm pull`: a chart from a repository. */
export interface PullRequest {
  readonly form: 'pull';
  readonly command: string;
  /** `https://…` or `oci://…`. */
  readonly repo: string;
  readonly name: string;
  /** Empty for the newest. */
  readonly version: string;
  readonly devel: boolean;
  /** What helm gets as its configuration; empty for an empty one. */
  readonly configHome: string;
}

/** A file of a chart or beside it as helm is to see it. */
export interface ChartFile {
  /** Relative to the chart. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** `helm template`: the objects of a chart. */
export interface RenderRequest {
  readonly form: 'render';
  readonly command: string;
  readonly name: string;
  readonly configHome: string;
  readonly files: readonly ChartFile[];
  /** Values files in the order in which they are given to helm. */
  readonly values: readonly Uint8Array[];
  /** Empty for a name that helm makes up. */
  readonly release: string;
  /** Options of `helm template`, each one argument. */
  readonly flags: readonly string[];
  /** Equal digests mean equal requests. */
  readonly digest: string;
}

/** Something that the helm program does for a build. */
export type ChartRequest = PullRequest | RenderRequest;

/** Requests of equal keys have equal answers. */
export function chartKey(request: ChartRequest): string {
  if (request.form === 'render') return `render ${request.digest}`;
  const { command, repo, name, version, devel, configHome } = request;
  return `pull ${JSON.stringify([command, repo, name, version, devel, configHome])}`;
}
