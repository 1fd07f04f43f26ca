import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debugCommands } from '../../../src/operations/debug-commands';

const commands = debugCommands({
  environment: 'prod',
  region: 'us-east-1',
  cluster: 'prod',
  system: 'ads',
  service: 'ctr-predictor',
  ports: { http: 8080, grpc: 9000 },
});

/** An `aws` that answers what is asked on the way, and prints the words of everything else. */
const AWS = `#!/bin/sh
case "$1 $2" in
'ecs list-tasks') echo arn:aws:ecs:us-east-1:123456789012:task/prod/0123abcd ;;
'ecs describe-tasks') echo 0123abcd-987 ;;
*) printf '%s\\n' "$@" ;;
esac
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stowage-debug-'));
  writeFileSync(join(folder, 'aws'), AWS);
  chmodSync(join(folder, 'aws'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The words that `aws` is called with, as a shell has them. */
const run = (command: string) =>
  execFileSync('/bin/sh', ['-ec', command], { env: { PATH: `${folder}:/usr/bin:/bin` }, encoding: 'utf8' })
    .trimEnd()
    .split('\n');

describe('the commands of a service that is debugged', () => {
  it('open a shell in a replica that runs', () => {
    expect(run(commands.exec)).toEqual(
      'ecs execute-command --region us-east-1 --cluster prod --task arn:aws:ecs:us-east-1:123456789012:task/prod/0123abcd --container main --interactive --command /bin/sh'.split(
        ' ',
      ),
    );
  });

  it('follow what it says', () => {
    expect(run(commands.tail)).toEqual(
      'logs tail /prod/ads/ctr-predictor --region us-east-1 --since 10m --follow'.split(' '),
    );
  });

  it('look for its failures in the log of all', () => {
    const words = run(commands.failures);
    expect(words.slice(0, 3)).toEqual(['logs', 'tail', '/prod/failures']);
    expect(words.at(-1)).toBe('"ads--ctr-predictor"');
  });

  it('make each of its ports one of this machine', () => {
    expect(Object.keys(commands.portForward)).toEqual(['http', 'grpc']);
    expect(run(commands.portForward.grpc as string)).toEqual([
      ...'ssm start-session --region us-east-1 --target ecs:prod_0123abcd_0123abcd-987 --document-name AWS-StartPortForwardingSession --parameters'.split(
        ' ',
      ),
      '{"portNumber":["9000"],"localPortNumber":["9000"]}',
    ]);
  });
});

describe('the commands as an output', () => {
  it('hold nothing that Terraform would take for a template', () => {
    expect(JSON.stringify(commands)).not.toMatch(/[$%]\{/);
  });
});
