import fc from 'fast-check';
import { BANDS } from '../../../src/routing/bands';
import { type RouteMatch, routePriority } from '../../../src/routing/priority';
import { anyRoute, covers, plainRoute, related } from './requests';

const range = fc
  .tuple(fc.integer({ min: 1, max: 40_000 }), fc.integer({ min: 0, max: 9999 }))
  .map(([from, size]) => ({ from, to: from + size }));
const main = { from: 1000, to: 39_999 };

describe('the priority of a route', () => {
  it('is a whole number of the range', () => {
    fc.assert(
      fc.property(anyRoute, range, (match, r) => {
        const priority = routePriority(match, r);
        expect(Number.isInteger(priority) && priority >= r.from && priority <= r.to).toBe(true);
      }),
    );
  });

  it('is never behind that of a route that takes more, where wildcards are whole labels and ends of paths', () => {
    fc.assert(
      fc.property(related(plainRoute), range, ([inner, outer], r) => {
        fc.pre(covers(outer, inner) && !covers(inner, outer));
        expect(routePriority(inner, r)).toBeLessThanOrEqual(routePriority(outer, r));
      }),
      { numRuns: 1000 },
    );
  });

  it('is before that of a route that takes more, in the range of an app, where hosts have no wildcards either', () => {
    const known = plainRoute.filter(({ host }) => !host?.includes('*'));
    fc.assert(
      fc.property(related(known), ([inner, outer]) => {
        fc.pre(covers(outer, inner) && !covers(inner, outer));
        expect(routePriority(inner, main)).toBeLessThan(routePriority(outer, main));
      }),
      { numRuns: 1000 },
    );
  });

  it('is before that of a route with a wildcard host that takes more, where neither has conditions', () => {
    const bare = plainRoute.map(
      ({ host, path }): RouteMatch => ({ host: host ?? '*.example.com', ...(path !== undefined && { path }) }),
    );
    fc.assert(
      fc.property(related(bare), ([inner, outer]) => {
        fc.pre(covers(outer, inner) && !covers(inner, outer));
        expect(routePriority(inner, main)).toBeLessThan(routePriority(outer, main));
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on how the match is written', () => {
    const written = {
      host: 'API.Example.com',
      path: '/a/**',
      methods: ['POST', 'GET'],
      headers: { 'X-B': ['2', '1'], 'x-a': ['Q'] },
    };
    const other = {
      host: 'api.example.com',
      path: '/a/*',
      methods: ['GET', 'POST', 'GET'],
      headers: { 'X-A': ['q'], 'x-b': ['1', '2', '2'] },
    };
    expect(routePriority(written, main)).toBe(routePriority(other, main));
    expect(routePriority({ host: 'a.example.com', path: '/*' }, main)).toBe(
      routePriority({ host: 'a.example.com' }, main),
    );
  });

  it('is the same in every release', () => {
    const routes = [
      { host: 'api.example.com' },
      { host: 'api.example.com', path: '/v1/*' },
      { path: '/predict', methods: ['POST'] },
      { host: '*.example.com', headers: { 'x-canary': ['yes'] } },
      { path: '/*' },
    ];
    expect(routes.map((match) => routePriority(match, main))).toEqual([28769, 12520, 31875, 31186, 39144]);
  });

  it('spreads a hundred hosts with one path each so that few meet', () => {
    const priorities = Array.from({ length: 100 }, (_, i) =>
      routePriority({ host: `service-${i}.example.com`, path: '/api/*' }, main),
    );
    expect(new Set(priorities).size).toBeGreaterThanOrEqual(97);
  });

  it('shares the range in hundredths', () => {
    for (const weights of Object.values(BANDS))
      expect(Object.values(weights).reduce((sum, width) => sum + width, 0)).toBe(100);
  });
});
