import { deepStrictEqual } from 'node:assert';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { EmulatedAws } from '../support/emulated-aws';
import { missingTools } from '../support/missing-tools';
import { OwnedProcess } from '../support/owned-process';
import { terraformEnv } from '../support/terraform-env';
import type { Platform } from './platform';
import type { Setting } from './setting';

/** Commands of the README that the emulator cannot answer, by a part of them, and why. */
const UNANSWERED: Readonly<Record<string, string>> = {
  'output -json debug': 'only the environment called dev has a service that is debugged',
};

/** The commands of the README's section for whoever is on call that begin with one of these. */
const TRIED = ['aws ', 'terraform '];

/**
 * The commands of the README's section Operate, as they are written but for names of this environment, against the emulator.
 * @returns after all of them have ended with 0, but for those that are known not to.
 */
export async function tryOperate({ report }: Setting, { aws, trial }: Pick<Platform, 'aws' | 'trial'>): Promise<void> {
  const title = 'platform: the commands for whoever is on call do what they say';
  const missing = await missingTools(['aws', 'jq']);
  if (missing.length > 0) return report.notRun(title, `missing here: ${missing.join('; ')}`);
  await report.check(title, async () => {
    const failed: string[] = [];
    // What is fetched goes where nothing else is.
    const dir = mkdtempSync(join(tmpdir(), 'stowage-operate-'));
    const isOld = /^aws-cli\/1/.test((await run(aws, 'aws --version')).said);
    for (const command of operateCommands()) {
      if (isOld && command.includes('aws logs tail')) {
        report.notRun(`platform: ${command}`, 'needs version 2 of the AWS CLI');
        continue;
      }
      const { code, said } = await run(aws, inTrial(command, trial), dir);
      const isUnanswered = Object.keys(UNANSWERED).some((part) => command.includes(part));
      if ((code !== 0) !== isUnanswered) failed.push(`${command}\n  ended with ${code}: ${said}`);
    }
    rmSync(dir, { recursive: true });
    deepStrictEqual(failed, []);
  });
}

/** The lines of code of the section. */
export function operateCommands(): string[] {
  const readme = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');
  const [, section = ''] = /^## Operate\n([\s\S]*?)^## /m.exec(readme) ?? [];
  return [...section.matchAll(/^ {4}(.+)$/gm)]
    .map(([, line = '']) => line.replace(/ {2,}#.*$/, '').trim())
    .filter((line) => TRIED.some((tool) => line.startsWith(tool)));
}

/** The same of what is on trial: environments have other names there, and stacks are elsewhere. */
function inTrial(command: string, trial: Platform['trial']): string {
  return command
    .replace('cdktf.out/stacks/account', trial.stack('account').dir)
    .replace(/cdktf\.out\/stacks\/(?:dev|prod)-([\w-]+)/g, (_, stack: string) => trial.stack(`trial-${stack}`).dir)
    .replace(/\b(?:dev|prod)\b/g, 'trial');
}

async function run(aws: EmulatedAws, command: string, cwd = tmpdir()): Promise<{ code: number; said: string }> {
  const env = { ...terraformEnv(), AWS_ENDPOINT_URL: aws.url, AWS_PAGER: '' };
  const program = new OwnedProcess('bash', ['-euo', 'pipefail', '-c', command], { cwd, env });
  const code = await program.exited;
  return { code, said: `${program.stdout}${program.stderrTail()}` };
}
