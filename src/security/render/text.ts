import { renderProblem } from '../../errors';
import type { Answer } from '../acknowledge';
import type { Finding, Judged } from '../judge';

/** What was found, for people. */
export function textOf(judged: Judged, answer: Answer): string {
  const { refused, told, accepted, undetermined, problems } = answer;
  const parts = [
    section('Found', [...refused, ...told].flatMap(found)),
    section(
      'Reasons that do not hold',
      problems.map((problem) => `  ${renderProblem(problem)}`),
    ),
    section('Cannot be judged yet, and counts as neither good nor bad', undetermined.flatMap(line)),
    section(
      'Found, with a reason',
      accepted.flatMap((one) => [
        ...line(one),
        `    because: ${one.reason}${one.expires === undefined ? '' : ` (until ${one.expires})`}`,
      ]),
    ),
    section('Of types that no rule looks at', unexamined(judged)),
    summary(judged, answer),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`${title}:`, ...lines].join('\n');
}

function line({ severity, rule, stack, address, construct, key, says }: Finding): string[] {
  return [`  ${severity.padEnd(8)} ${rule.padEnd(11)} ${construct ?? `${stack} ${address}`}: ${says} ['${key}']`];
}

function found(finding: Finding): string[] {
  return [...line(finding), `    ${finding.fix}`];
}

/** What is known to have nothing to judge is only counted. */
function unexamined({ notExamined }: Judged): string[] {
  return notExamined.filter(({ why }) => why === undefined).map(({ type, count }) => `  ${type} (${count})`);
}

function summary(judged: Judged, { refused, told, accepted, undetermined }: Answer): string {
  const { examined, resources, notExamined } = judged;
  const unknown = notExamined.filter(({ why }) => why === undefined).reduce((sum, { count }) => sum + count, 0);
  return [
    `${refused.length + told.length} found (${refused.length} refused), ${accepted.length} with a reason, ${undetermined.length} cannot be judged yet;`,
    `${examined} of ${resources} resources examined, ${unknown} of types that nobody has looked at`,
  ].join(' ');
}
