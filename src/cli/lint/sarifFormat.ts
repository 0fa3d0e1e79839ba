import { createHash } from 'node:crypto';
import { textIn } from '../../messages/text.ts';
import { rulePageText } from '../../node/rulePages.ts';
import type { LintFormat, LintResult, Region } from './finding.ts';

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** SARIF 2.1.0, as code scanning takes it: URIs relative to the repository, rules with their pages. */
export const sarifFormat: LintFormat = (results, locale) => {
  const codes = [...new Set(results.map(({ finding }) => finding.code))].sort();
  const seen = new Map<string, number>();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kubewright', rules: codes.map(code => describeRule(code, locale)) } },
        columnKind: 'utf16CodeUnits',
        results: results.map(result => ({
          ruleId: result.finding.code,
          ruleIndex: codes.indexOf(result.finding.code),
          level: levels[result.finding.severity],
          message: { text: result.finding.message },
          locations: [{ physicalLocation: physicalLocation(result.finding) }],
          ...(result.related.length === 0
            ? {}
            : {
                relatedLocations: result.related.map((region, id) => ({
                  id,
                  physicalLocation: physicalLocation(region),
                })),
              }),
          partialFingerprints: { 'kubewrightFinding/v1': fingerprint(result, seen) },
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function describeRule(code: string, locale: string | undefined) {
  const page = rulePageText(code, locale);
  if (page === undefined) {
    return {
      id: code,
      shortDescription: { text: textIn(locale)({ code: 'cli.lint-area', params: { code } }) },
    };
  }
  const [, first = ''] = page.split('\n\n');
  return {
    id: code,
    shortDescription: { text: first.replaceAll('\n', ' ') },
    help: { text: page, markdown: page },
  };
}

function physicalLocation({ file, line, column, endLine, endColumn }: Region) {
  const uri = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return {
    artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

/** The same as long as file, rule and line are, wherever the line moves to; equal lines are counted. */
function fingerprint({ finding, lineText }: LintResult, seen: Map<string, number>): string {
  const key = JSON.stringify([finding.file.replaceAll('\\', '/'), finding.code, lineText.trim()]);
  const count = seen.get(key) ?? 0;
  seen.set(key, count + 1);
  return createHash('sha256').update(`${key} ${count}`).digest('hex');
}
