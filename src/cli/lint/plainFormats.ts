import type { LintFormat, LintResult } from './finding.ts';

/** Lines of `path:line:column severity code message`. */
export const textFormat: LintFormat = results =>
  results
    .map(
      ({ finding: { file, line, column, severity, code, message } }) =>
        `${file}:${line}:${column} ${severity} ${code} ${message}\n`,
    )
    .join('');

/** An array of findings. */
export const jsonFormat: LintFormat = results =>
  `${JSON.stringify(
    results.map(({ finding }) => finding),
    undefined,
    2,
  )}\n`;

/** Workflow commands, which GitHub Actions shows beside the lines of a change. */
export const githubFormat: LintFormat = results => results.map(toCommand).join('');

const commands = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

function toCommand({ finding }: LintResult): string {
  const { file, line, column, endLine, endColumn, severity, code, message } = finding;
  const properties = {
    file: file.replaceAll('\\', '/'),
    line,
    endLine,
    // GitHub takes columns only within one line.
    ...(line === endLine ? { col: column, endColumn } : {}),
    title: code,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${commands[severity]} ${list.join(',')}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
