import fc from 'fast-check';
import { type Problem, renderProblem } from '../../../src/errors';
import { checkRoutes, type RouteMatch, type RouteToCheck, routePriority } from '../../../src/routing/priority';
import { anyRoute, covers, plainRoute, related } from './requests';

const main = { from: 1000, to: 39_999 };
const asRoutes = (matches: readonly RouteMatch[]): RouteToCheck[] =>
  matches.map((match, i) => ({ field: `routes.${i}`, match }));
const codes = (problems: readonly Problem[]) => problems.map((p) => `${p.field} ${p.code}`);
const effective = ({ match, priority }: RouteToCheck) => priority ?? routePriority(match, main);
const lines = (match: RouteMatch) => checkRoutes([{ field: 'r', match }], main).map(renderProblem);

/** The routes after every edit that the messages ask for. */
function mended(routes: readonly RouteToCheck[], range = main): RouteToCheck[] {
  const asked = new Map(checkRoutes(routes, range).map((p) => [p.field, /`priority: (\d+)`/.exec(p.fix)?.[1]]));
  return routes.map((route) =>
    asked.get(route.field) === undefined ? route : { ...route, priority: Number(asked.get(route.field)) },
  );
}

const someRoutes = fc
  .array(
    fc.record({ match: anyRoute, priority: fc.option(fc.integer({ min: 1000, max: 1060 }), { nil: undefined }) }),
    { maxLength: 8 },
  )
  .map((all): RouteToCheck[] =>
    all.map(({ match, priority }, i) => ({ field: `routes.${i}`, match, ...(priority !== undefined && { priority }) })),
  );

describe('routes', () => {
  it('without problems are each reached: one that takes less than another is tried first', () => {
    fc.assert(
      fc.property(someRoutes, (written) => {
        const routes = mended(mended(written));
        const refused = new Set(checkRoutes(routes, main).map((p) => p.field));
        const accepted = routes.filter((r) => !refused.has(r.field));
        fc.pre(checkRoutes(accepted, main).length === 0);
        for (const inner of accepted) {
          for (const outer of accepted) {
            if (inner === outer || !covers(outer.match, inner.match)) continue;
            expect(effective(inner)).toBeLessThan(effective(outer));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('with calculated priorities are in order after the edits that the messages ask for', () => {
    fc.assert(
      fc.property(fc.array(anyRoute, { maxLength: 8 }), (matches) => {
        const routes = asRoutes(matches);
        fc.pre(checkRoutes(routes, main).every((p) => !p.fix.includes('on both')));
        const wrong = checkRoutes(mended(routes), main).filter((p) => p.code !== 'EqualRoutes');
        expect(wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('of plain shapes are never shadowed unless a user set a priority', () => {
    fc.assert(
      fc.property(fc.array(plainRoute, { maxLength: 8 }), (matches) => {
        expect(checkRoutes(asRoutes(matches), main).filter((p) => p.code === 'RouteShadowed')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('are equal exactly when each takes all requests of the other', () => {
    fc.assert(
      fc.property(related(anyRoute), ([a, b]) => {
        const found = codes(checkRoutes(asRoutes([a, b]), main)).includes('routes.1 EqualRoutes');
        expect(found).toBe(covers(a, b) && covers(b, a));
      }),
      { numRuns: 1000 },
    );
  });

  it('keep their priorities when others come and go', () => {
    const alone = routePriority({ host: 'a.example.com' }, main);
    expect(asRoutes([{ host: 'b.example.com' }, { host: 'a.example.com' }]).map(effective)[1]).toBe(alone);
  });

  it('are told that they are equal, with both fields', () => {
    const routes = asRoutes([{ host: 'a.example.com' }, { host: 'A.example.com', path: '/*' }]);
    expect(checkRoutes(routes, main).map(renderProblem)).toEqual([
      'routes.1 takes the same requests as routes.0; change its host or path, or delete one [EqualRoutes]',
    ]);
  });

  it('are told of a collision, with both fields and a number that is free', () => {
    const routes = [
      { field: 'services.a.routes.0', match: { path: '/a/*' }, priority: 2000 },
      { field: 'services.b.routes.0', match: { path: '/b/*' }, priority: 2000 },
    ];
    const [problem] = checkRoutes(routes, main);
    expect(problem && renderProblem(problem)).toMatch(
      /^services\.b\.routes\.0 has priority 2000, and so has services\.a\.routes\.0; write `priority: \d+`, which is free \[PriorityCollision\]$/,
    );
    expect(checkRoutes(mended(routes), main)).toEqual([]);
  });

  it('that collide three at a time are given three numbers', () => {
    const routes = ['a', 'b', 'c'].map((name, i) => ({
      field: `routes.${i}`,
      match: { path: `/${name}/*` },
      priority: 2000,
    }));
    expect(checkRoutes(routes, main)).toHaveLength(2);
    expect(checkRoutes(mended(routes), main)).toEqual([]);
  });

  it('are told which other hides them', () => {
    const routes = [
      { field: 'services.a.routes.0', match: { path: '/api/*' }, priority: 1010 },
      { field: 'services.b.routes.0', match: { path: '/api/v1/*' }, priority: 1020 },
    ];
    expect(checkRoutes(routes, main).map(renderProblem)).toEqual([
      'services.b.routes.0 is never reached: services.a.routes.0 takes all of its requests first, at priority 1010 before 1020; write `priority: 1009`, which is free [RouteShadowed]',
    ]);
  });

  it('are told so where no number is left', () => {
    const routes = [
      { field: 'routes.0', match: { path: '/api/*' }, priority: 1000 },
      { field: 'routes.1', match: { path: '/api/v1/*' } },
    ];
    expect(checkRoutes(routes, main).map((p) => p.fix)).toEqual([
      'write `priority` on both, the one with fewer requests first',
    ]);
    const full = [0, 1, 2].map((i) => ({ field: `routes.${i}`, match: { path: `/${i}` } }));
    expect(checkRoutes(full, { from: 7, to: 8 })).toHaveLength(2);
  });

  it.each([999, 40_000, 1500.5, Number.NaN])('have a priority of their app: not %d', (priority) => {
    expect(checkRoutes([{ field: 'r', match: { path: '/a' }, priority }], main).map(renderProblem)).toEqual([
      `r.priority is ${priority}, and this app has the priorities 1000 to 39999; use one of them, or delete it to have it calculated [PriorityOutOfRange]`,
    ]);
  });
});

describe('one route', () => {
  it.each<[RouteMatch, string]>([
    [
      {},
      "r has neither host nor path, so it would take the requests of every other route that is later; add a host or a path; '/*' is every path [RouteTooBroad]",
    ],
    [
      { path: '/a', methods: [] },
      'r.methods is an empty list, which no request matches; add a value or delete the list [RouteMatchesNothing]',
    ],
    [
      { path: '/a', methods: ['get'] },
      "r.methods.0 is 'get', and methods are words in upper case; use 'GET' [InvalidMethod]",
    ],
    [
      { path: '/a', headers: { 'x-a': [] } },
      'r.headers.x-a is an empty list, which no request matches; add a value or delete the list [RouteMatchesNothing]',
    ],
    [
      { path: '/a', headers: { Host: ['b'] } },
      'r.headers.Host is the host name, which has a condition of its own; use `host` [InvalidHeader]',
    ],
    [
      { path: '/a', headers: { 'x a': ['b'] } },
      'r.headers.x a is not the name of a header of at most 40 characters; use the name as it is sent; it has no wildcards [InvalidHeader]',
    ],
    [
      { path: '/a', headers: { x: ['é'] } },
      "r.headers.x has the value 'é', which is not 1 to 128 characters of ASCII; shorten it with '*' [InvalidHeader]",
    ],
    [{ path: 'a/*' }, "r.path is 'a/*', and a path starts with '/'; use '/a/*' [InvalidPath]"],
    [
      { path: '/a#b' },
      "r.path is '/a#b', and a load balancer takes no '#' in a path; put '?' for the character, or end the path before it with '*' [InvalidPath]",
    ],
    [
      { path: `/${'a'.repeat(128)}` },
      "r.path is 129 characters, and a load balancer compares 128; end it earlier, with '*' [InvalidPath]",
    ],
    [
      { host: 'https://a.example.com/x' },
      "r.host is 'https://a.example.com/x', which is not a host name with a domain; use 'a.example.com' [InvalidHost]",
    ],
    [
      { host: 'a.example.com:8080' },
      "r.host is 'a.example.com:8080', which is not a host name with a domain; use 'a.example.com' [InvalidHost]",
    ],
    [
      { host: 'localhost' },
      "r.host is 'localhost', which is not a host name with a domain; use a name such as 'api.example.com'; '*' and '?' are wildcards [InvalidHost]",
    ],
    [
      { host: 'a..com' },
      "r.host is 'a..com', which is not a host name with a domain; use a name such as 'api.example.com'; '*' and '?' are wildcards [InvalidHost]",
    ],
    [
      { host: `${'a'.repeat(60)}.${'b'.repeat(60)}.example.com` },
      "r.host is 133 characters, and a load balancer compares 128; use a name such as 'api.example.com'; '*' and '?' are wildcards [InvalidHost]",
    ],
    [
      { host: 'a.example.com', path: '/a', methods: ['GET', 'HEAD'], headers: { x: ['a', 'b'] } },
      'r has 6 hosts, paths, methods and header values, and a rule takes 5; write two routes [RouteTooManyValues]',
    ],
    [{ path: '/a/????/*/*' }, "r has 6 wildcards, and a rule takes 5; write one '*' for several [RouteTooManyValues]"],
  ])('is refused: %j', (match, message) => {
    expect(lines(match)).toEqual([message]);
  });

  it.each<[RouteMatch]>([
    [{ path: '/*' }],
    [{ host: '*.example.com' }],
    [{ host: 'api-??.Example.COM', path: '/v1/models/*/predict' }],
    [{ path: '/a.b_c-d$e~f"g\'h@i:j+k&l' }],
    [{ path: '/', methods: ['M-SEARCH'], headers: { 'User-Agent': ['*Chrome*', '*Safari*'] } }],
  ])('is accepted: %j', (match) => {
    expect(lines(match)).toEqual([]);
  });
});
