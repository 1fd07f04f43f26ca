import type { HostMountInput } from '../../../src/spec/training/host-mount';
import { hostMountOf, mountedGroups } from '../../../src/training/host-mounts';
import { firstStart, sent } from '../../support/builders/training-host';

const CLICKS: HostMountInput = {
  kind: 'lustre',
  dnsName: 'fs-0123456789abcdef0.fsx.ap-southeast-1.amazonaws.com',
  mountName: 'ab3cdbmv',
  securityGroupId: 'sg-0123456789abcdef0',
  zone: 'ap-southeast-1a',
};
const DAYS: HostMountInput = { kind: 's3', bucket: 'example-ml-clicks', prefix: "ann's days/", cacheMiB: 512 };
const RESULTS: HostMountInput = { kind: 's3', bucket: 'example-ml-results', readOnly: false };

/** A host whose units run as they are started; what is mounted is only asked for. */
const RUNS = {
  systemctl: `for last; do :; done; [[ $1 != start || ! -e $UNITS/$last ]] || bash -c "$(sed -n 's/^ExecStart=//p' "$UNITS/$last")"`,
  'mount-s3': '',
  mountpoint: '[[ $2 != */clicks ]]',
  mount: '',
};
const start = (hostMounts: Record<string, HostMountInput>, answers = {}, instanceStore = false) =>
  firstStart(
    ['echo hook >>CALLS', 'env | grep -E "^(PREFIX|BUCKET)=" >>CALLS || echo nothing >>CALLS'],
    { ...RUNS, ...answers },
    { hostMounts, instanceStore },
  );
const but = (calls: readonly string[], ...names: string[]) =>
  calls.filter((call) => names.some((name) => call.startsWith(`${name} `) || call === name));

describe('what the hosts of a training cluster mount', () => {
  it('is there before any hook runs and before jobs come, each by a program of its own', () => {
    const { status, calls, agent, output } = start({ clicks: CLICKS, days: DAYS, results: RESULTS });
    expect([status, output]).toEqual([0, expect.any(String)]);
    expect(but(calls, 'dnf', 'mount', 'mount-s3', 'hook', 'systemctl unmask')).toEqual([
      'dnf install -y -q lustre-client',
      `mount -t lustre -o ro,relatime,flock,_netdev ${CLICKS.dnsName}@tcp:/ab3cdbmv /stowage/gpu/clicks`,
      "mount-s3 --foreground --read-only --allow-other --region ap-southeast-1 --prefix ann's days/ --cache /cache/stowage-days-host --max-cache-size 512 example-ml-clicks /stowage/gpu/days",
      'mount-s3 --foreground --dir-mode=0777 --allow-other --region ap-southeast-1 example-ml-results /stowage/gpu/results',
      'hook',
      'systemctl unmask ecs',
    ]);
    expect(agent).toEqual(
      ['clicks', 'days', 'results']
        .map((name) => `stowage-${name}-host.conf`)
        .concat('stowage-credentials.conf')
        .sort(),
    );
  });

  it('is written where that is said', () => {
    const { calls } = start({ clicks: { ...CLICKS, readOnly: false } });
    expect(but(calls, 'mount')).toEqual([
      `mount -t lustre -o relatime,flock,_netdev ${CLICKS.dnsName}@tcp:/ab3cdbmv /stowage/gpu/clicks`,
    ]);
  });

  it('tells nothing of itself to hooks, nor one of another', () => {
    const { calls } = start({ days: DAYS, results: RESULTS });
    expect(calls).toContain('nothing');
    expect(but(calls, 'mount-s3')[1]).not.toContain('--prefix');
  });

  it('is mounted after scratch space, of which it takes nothing', () => {
    const { status, calls } = start({ clicks: CLICKS }, { lsblk: '' }, true);
    expect(status).toBe(0);
    const units = calls.filter((call) => /^systemctl start stowage/.test(call));
    expect(units).toEqual(['systemctl start stowage-scratch.service', 'systemctl start stowage-clicks-host.service']);
  });

  it.each<[string, Record<string, HostMountInput>, Record<string, string>, string]>([
    [
      'a file system that does not answer',
      { clicks: CLICKS },
      { mount: 'exit 1' },
      `clicks-host: ${CLICKS.dnsName}@tcp:/ab3cdbmv could not be mounted within 600 s`,
    ],
    [
      'a bucket that is not there',
      { days: DAYS },
      { mountpoint: 'exit 1' },
      'days-host: bucket example-ml-clicks was not mounted within 600 s',
    ],
    [
      'a client that cannot be installed',
      { clicks: CLICKS },
      { dnf: 'exit 1' },
      'clicks-host: cannot install lustre-client',
    ],
  ])('ends a host for %s, and says which and why', (_, hostMounts, answers, reason) => {
    const { calls } = start(hostMounts, answers);
    expect(sent(calls).detail.reason).toBe(reason);
    expect(but(calls, 'hook', 'systemctl unmask')).toEqual([]);
    expect(calls.at(-1)).toBe('systemctl poweroff');
  });
});

describe('the name of a host mount', () => {
  it('is that of its cluster and its own, and no name of a volume', () => {
    expect(hostMountOf({ volume: 'gpu/clicks' })).toEqual({ cluster: 'gpu', name: 'clicks' });
    expect(hostMountOf({ volume: 'clicks' })).toBeUndefined();
  });
});

describe('groups that hosts mount from', () => {
  it('are let in once, however many file systems have them', () => {
    const lustre = (securityGroupId: string) =>
      ({ ...CLICKS, securityGroupId, deployment: 'PERSISTENT_2', readOnly: true }) as never;
    expect(mountedGroups({ b: lustre('sg-1'), a: lustre('sg-1'), c: lustre('sg-2') })).toEqual([
      { name: 'a', securityGroupId: 'sg-1' },
      { name: 'c', securityGroupId: 'sg-2' },
    ]);
  });
});
