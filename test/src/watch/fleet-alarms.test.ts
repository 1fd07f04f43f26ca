import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unscoped } from '../../../src/identity/policy';
import { FLEET_ALARMS, fleetAlarms, fleetKey, hostWatchGrant } from '../../../src/watch/fleet-alarms';

const fleet = { environment: 'prod', name: 'general', cluster: 'prod', capacityProvider: 'prod-general' };

describe('fleetAlarms', () => {
  const alarms = fleetAlarms({ warmupSeconds: 300 }, fleet);

  it('tells when hosts do not come, and when their disks are nearly full', () => {
    expect(
      alarms.map(({ key, threshold, times, periodSeconds }) => [key, threshold, (times * periodSeconds) / 60]),
    ).toEqual([
      ['no-room', 100, 20],
      ['disk', 85, 10],
    ]);
    expect(alarms).toHaveLength(FLEET_ALARMS);
    expect(fleetAlarms({ warmupSeconds: 0 }, fleet)[0]?.times).toBe(15);
  });

  it('looks at what the hosts say, by the name under which they say it', () => {
    expect(alarms[1]?.queries).toMatchObject([{ namespace: 'Stowage/Hosts', dimensions: { Fleet: fleetKey(fleet) } }]);
    expect(unscoped(hostWatchGrant())).toEqual([]);
  });
});

describe('the program that measures disks', () => {
  /** Runs it with stubs, below a directory. @param df what df prints, and how it ends */
  function measured(df: string): string {
    const dir = mkdtempSync(join(tmpdir(), 'stowage-watch-'));
    try {
      for (const path of ['bin', 'usr/local/bin', 'etc/systemd/system'])
        mkdirSync(join(dir, path), { recursive: true });
      const stub = (name: string, text: string) => {
        writeFileSync(join(dir, 'bin', name), `#!/bin/bash\n${text}\n`);
        chmodSync(join(dir, 'bin', name), 0o755);
      };
      stub('systemctl', `echo "systemctl $*" >> ${dir}/calls`);
      stub('aws', `echo "aws $*" >> ${dir}/calls`);
      stub('df', df);
      const text = readFileSync('constructs/aws/host-scripts/host-watch.sh', 'utf8').replace(
        /(?<=[=> ])\/(?=usr\/local|etc)/g,
        `${dir}/`,
      );
      const env = { PATH: `${dir}/bin:/usr/bin:/bin`, REGION: 'us-east-1', FLEET: 'prod/general' };
      execFileSync('bash', ['-s'], { input: text, env });
      execFileSync(join(dir, 'usr/local/bin/stowage-host-watch'), { env });
      return readFileSync(join(dir, 'calls'), 'utf8');
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }

  it('says how full the fullest disk is, for its fleet', () => {
    const calls = measured("printf 'Use%%\\n 41%%\\n 87%%\\n'");
    expect(calls).toContain('systemctl enable --now stowage-host-watch.timer');
    expect(calls).toContain(
      'aws cloudwatch put-metric-data --region us-east-1 --namespace Stowage/Hosts --metric-data MetricName=DiskUsedPercent,Value=87,Unit=Percent,Dimensions=[{Name=Fleet,Value=prod/general}]',
    );
  });

  it('does so where Docker has no disk of its own', () => {
    expect(measured("printf 'Use%%\\n 9%%\\n'; exit 1")).toContain('Value=9,');
  });
});
