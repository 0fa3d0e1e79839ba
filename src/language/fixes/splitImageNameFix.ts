import { separatorBeside } from './besideField.ts';
import type { FixRequest, QuickFix } from './quickFix.ts';

/** Takes the tag and the digest out of a `newName` and writes them as the fields that are for them. */
export function splitImageNameFix({ problem, range, text }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'image.name-with-tag' || !problem.params.isAlone) return undefined;
  if (range.start.line !== range.end.line) return undefined;
  const { name, tag, digest } = problem.params;
  const line = text.split('\n')[range.start.line] ?? '';
  const separator = separatorBeside(text, line.slice(0, range.start.character), 'newName');
  if (separator === undefined) return undefined;
  const fields = [
    ...(tag === '' ? [] : [`newTag: ${JSON.stringify(tag)}`]),
    ...(digest === '' ? [] : [`digest: ${digest}`]),
  ];
  return {
    title: { code: 'fix.split-image-name', params: { name } },
    edits: [{ uri: problem.location.uri, range, newText: [name, ...fields].join(separator) }],
    preferred: true,
  };
}
