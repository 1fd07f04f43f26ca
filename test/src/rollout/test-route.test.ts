import fc from 'fast-check';
import { testRoute } from '../../../src/rollout/test-route';
import { routePriority } from '../../../src/routing/priority';
import { routeSpec } from '../../../src/spec/route';

const header = { name: 'x-next', value: '1' };
const RANGE = { from: 1000, to: 39_999 };
const route = (input: object) => routeSpec.parse(input);

describe('testRoute', () => {
  it('takes what the route takes, of those who send the header', () => {
    const { match } = testRoute(route({ host: 'a.example.com', headers: { 'x-model': ['ctr*'] } }), header, RANGE);
    expect(match).toEqual({ host: 'a.example.com', headers: { 'x-model': ['ctr*'], 'x-next': ['1'] } });
  });

  it('has the number before one that is written', () => {
    expect(testRoute(route({ path: '/*', priority: 1234 }), header, RANGE).priority).toBe(1233);
  });

  // Where the range is too narrow for a band of its own they meet, which `checkShared` refuses as a collision.
  it('never comes after its route, whatever that matches', () => {
    const host = fc.constantFrom('a.example.com', '*.example.com', undefined);
    const path = fc.constantFrom('/v1', '/v1/*', '/a/b/*.png', '/*');
    const headers = fc.dictionary(
      fc.constantFrom('x-a', 'x-b'),
      fc.array(fc.constantFrom('1', '2*'), { minLength: 1, maxLength: 2 }),
    );
    fc.assert(
      fc.property(host, path, headers, (h, p, asked) => {
        const written = { ...(h && { host: h }), path: p, headers: asked };
        const { priority } = testRoute(route(written), header, RANGE);
        expect(priority).toBeLessThanOrEqual(routePriority(written, RANGE));
        expect(priority).toBeGreaterThanOrEqual(RANGE.from);
      }),
    );
  });
});
