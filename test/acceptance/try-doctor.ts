import { deepStrictEqual, ok } from 'node:assert';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Examined } from '../../src/doctor/checkup';
import { startEmulator } from '../support/emulator';
import { missingTools } from '../support/missing-tools';
import type { Setting } from './setting';

const run = promisify(execFile);

/** What a person would type of what it says. Of linked roles the emulator calls only this one as AWS does. */
const TYPED =
  /^aws (iam create-service-linked-role --aws-service-name autoscaling\.|sns create-topic |secretsmanager create-secret )[^,]*/;

/** `stowage doctor` with the real AWS CLI in an empty account, then what it says is typed, then it looks again. */
export async function tryDoctor({ report }: Pick<Setting, 'report'>): Promise<void> {
  if ((await missingTools(['aws'])).length > 0) {
    report.notRun('stowage doctor', 'missing here: aws (not on PATH)');
    return;
  }
  const emulator = await startEmulator();
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'us-east-1' };
  const env = { ...process.env, ...keys, AWS_ENDPOINT_URL: emulator.url };
  const examined = async () => {
    const doctor = run('npx', ['tsx', 'src/cli/main.ts', 'doctor', '--environment', 'dev', '--format', 'json'], {
      env,
    });
    const { code, stdout } = await doctor.then(
      (done) => ({ code: 0, ...done }),
      (failed: { code: number; stdout: string }) => failed,
    );
    deepStrictEqual(code, 3);
    return (JSON.parse(stdout) as { checks: Examined[] }).checks;
  };
  try {
    const before = await report.step('doctor: looks at an empty account', examined);
    await report.check('doctor: what it says to type makes what was missing', async () => {
      const typed = before.flatMap(({ what, fix }) => {
        const [command] = TYPED.exec(fix ?? '') ?? [];
        return command === undefined ? [] : [{ what, command: command.replace('file://secret', 'x') }];
      });
      ok(typed.length > 3);
      for (const { command } of typed) await run('sh', ['-c', command], { env });
      const after = new Map((await examined()).map(({ what, status }) => [what, status]));
      deepStrictEqual(
        typed.map(({ what }) => after.get(what)),
        typed.map(() => 'ok'),
      );
    });
  } finally {
    await emulator.close();
  }
}
