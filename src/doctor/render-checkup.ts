import type { Check } from './check';
import type { Examined } from './checkup';

const WIDTH = 'missing'.length;

/** What was found, in the order in which it was asked, with what to do below each thing that is not there. */
export function renderCheckup(title: string, examined: readonly Examined[]): string {
  const lines = examined.flatMap(({ status, what, says, fix }) => [
    `  ${status.padEnd(WIDTH)}  ${what} ${says}`,
    ...(fix === undefined ? [] : [`  ${' '.repeat(WIDTH)}  -> ${fix}`]),
  ]);
  const count = (status: Examined['status']) => examined.filter((one) => one.status === status).length;
  const sum = `${count('ok')} ok, ${count('missing')} missing, ${count('unknown')} not found out`;
  return [title, ...lines, '', sum, ''].join('\n');
}

/** What would be asked. */
export function renderQuestions(title: string, checks: readonly Check[]): string {
  const lines = checks.flatMap(({ what, command }) => [`  ${what}`, `    ${command.join(' ')}`]);
  return [title, ...lines, ''].join('\n');
}
