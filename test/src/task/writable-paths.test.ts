import fc from 'fast-check';
import { mountedMiB, mountedPaths } from '../../../src/task/writable-paths';

const path = fc.stringMatching(/^\/[a-z]{1,4}(\/[a-z]{1,4})?$/);
const writable = fc.array(fc.oneof(path, fc.record({ path, sizeMiB: fc.integer({ min: 1, max: 4096 }) })), {
  maxLength: 6,
});
const paths = (container: Parameters<typeof mountedPaths>[0]) => mountedPaths(container).map((m) => m.path);

describe('the paths that a container may write', () => {
  it('always hold /tmp, each path once, sorted', () => {
    fc.assert(
      fc.property(writable, (declared) => {
        const mounted = paths({ readOnlyRoot: true, writable: declared, user: '1000:1000' });
        const names = declared.map((entry) => (typeof entry === 'string' ? entry : entry.path));
        expect(mounted).toEqual([...new Set([...names, '/tmp'])].sort());
      }),
    );
  });

  it('are those it declares, and no /tmp, where its root may be written', () => {
    fc.assert(
      fc.property(writable, (declared) => {
        const closed = mountedPaths({ readOnlyRoot: true, writable: declared, user: '1' });
        const names = declared.map((entry) => (typeof entry === 'string' ? entry : entry.path));
        expect(mountedPaths({ readOnlyRoot: false, writable: declared, user: '1' })).toEqual(
          closed.filter(({ path }) => names.includes(path)),
        );
      }),
    );
  });

  it('have 64 MiB unless they say', () => {
    expect(
      mountedPaths({ readOnlyRoot: true, writable: ['/a', { path: '/b', sizeMiB: 7 }], user: '1' }).map((m) => [
        m.path,
        m.sizeMiB,
      ]),
    ).toEqual([
      ['/a', 64],
      ['/b', 7],
      ['/tmp', 64],
    ]);
    expect(
      mountedPaths({ readOnlyRoot: true, writable: [{ path: '/tmp', sizeMiB: 512 }], user: '1' }).map((m) => m.sizeMiB),
    ).toEqual([512]);
  });

  it("belong to the container's user, and gain nobody anything", () => {
    expect(mountedPaths({ readOnlyRoot: true, writable: ['/cache'], user: '1000:2000' })).toEqual([
      { path: '/cache', sizeMiB: 64, options: ['rw', 'nosuid', 'nodev', 'uid=1000', 'gid=2000', 'mode=0755'] },
      { path: '/tmp', sizeMiB: 64, options: ['rw', 'nosuid', 'nodev', 'uid=1000', 'gid=2000', 'mode=1777'] },
    ]);
    expect(mountedPaths({ readOnlyRoot: true, writable: [], user: '65534' })[0]?.options).toEqual(
      expect.arrayContaining(['uid=65534', 'gid=65534']),
    );
  });

  it('come to the sum of their sizes', () => {
    expect(mountedMiB({ readOnlyRoot: true, writable: ['/a', { path: '/b', sizeMiB: 100 }], user: '1' })).toBe(228);
  });
});
