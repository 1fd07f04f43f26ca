import type { Problem } from '../errors';
import { hasWildcard } from './glob';
import type { RouteMatch } from './match';

/**
 * Limits of a rule (ELB User Guide, "Quotas for your Application Load Balancers" and "Condition types for listener rules", 2026-11).
 * Old accounts have six wildcards; none has fewer than five.
 */
const MOST = { values: 5, wildcards: 5, text: 128, headerName: 40 } as const;

const HOST_LABEL = /^[a-z0-9*?]([a-z0-9*?-]*[a-z0-9*?])?$/i;
const PATH = /^\/[A-Za-z0-9_\-.$/~"'@:+&*?]*$/;
const METHOD = /^[A-Z_-]{1,40}$/;
const HEADER_NAME = /^[A-Za-z0-9!#$%&'+.^_`|~-]+$/;
const HEADER_VALUE = /^[\x20-\x7e]+$/;

/**
 * What an Application Load Balancer would refuse in one route, or never match. Codes `RouteTooBroad`, `RouteMatchesNothing`,
 * `RouteTooManyValues`, `InvalidHost`, `InvalidPath`, `InvalidMethod`, `InvalidHeader`.
 */
export function checkMatch({
  field,
  match,
  networks = [],
}: {
  field: string;
  match: RouteMatch;
  networks?: readonly string[];
}): Problem[] {
  const { host, path, methods, headers } = match;
  return [
    ...tooBroad(match, field),
    ...(host === undefined ? [] : checkHost(host, `${field}.host`)),
    ...(path === undefined ? [] : checkPath(path, `${field}.path`)),
    ...(methods === undefined ? [] : nothing(methods, `${field}.methods`)),
    ...(methods ?? []).flatMap((method, i) => checkMethod(method, `${field}.methods.${i}`)),
    ...Object.entries(headers ?? {}).flatMap(([name, values]) => checkHeader(name, values, `${field}.headers.${name}`)),
    ...tooMany(match, networks.length, field),
  ];
}

/** A route for every path of every host is written out, so that a reviewer can find it. */
function tooBroad({ host, path }: RouteMatch, field: string): Problem[] {
  if (host !== undefined || path !== undefined) return [];
  const problem = 'has neither host nor path, so it would take the requests of every other route that is later';
  return [{ code: 'RouteTooBroad', field, problem, fix: "add a host or a path; '/*' is every path" }];
}

function checkHost(host: string, field: string): Problem[] {
  const labels = host.split('.');
  const isWhole =
    labels.length > 1 && labels.every((label) => HOST_LABEL.test(label)) && /^[a-z]+$/i.test(labels.at(-1) ?? '');
  if (isWhole && host.length <= MOST.text) return [];
  const bare = host
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[:/].*$/, '')
    .replace(/\.$/, '');
  const isBetter = bare !== host && checkHost(bare, field).length === 0;
  const long = `is ${host.length} characters, and a load balancer compares ${MOST.text}`;
  const problem = isWhole ? long : `is '${host}', which is not a host name with a domain`;
  return [
    {
      code: 'InvalidHost',
      field,
      problem,
      fix: isBetter ? `use '${bare}'` : "use a name such as 'api.example.com'; '*' and '?' are wildcards",
    },
  ];
}

function checkPath(path: string, field: string): Problem[] {
  const invalid = (problem: string, fix: string): Problem[] => [{ code: 'InvalidPath', field, problem, fix }];
  if (!path.startsWith('/')) {
    const rooted = `/${path}`;
    return invalid(
      `is '${path}', and a path starts with '/'`,
      PATH.test(rooted) ? `use '${rooted}'` : "start it with '/'",
    );
  }
  if (path.length > MOST.text)
    return invalid(
      `is ${path.length} characters, and a load balancer compares ${MOST.text}`,
      "end it earlier, with '*'",
    );
  const character = [...path].find((c) => !PATH.test(`/${c}`));
  if (character === undefined) return [];
  return invalid(
    `is '${path}', and a load balancer takes no '${character}' in a path`,
    "put '?' for the character, or end the path before it with '*'",
  );
}

function checkMethod(method: string, field: string): Problem[] {
  if (METHOD.test(method)) return [];
  const upper = method.toUpperCase();
  const fix = METHOD.test(upper) ? `use '${upper}'` : "use a method in upper case, as 'GET'";
  return [{ code: 'InvalidMethod', field, problem: `is '${method}', and methods are words in upper case`, fix }];
}

function checkHeader(name: string, values: readonly string[], field: string): Problem[] {
  const invalid = (problem: string, fix: string): Problem[] => [{ code: 'InvalidHeader', field, problem, fix }];
  const wrongName =
    name.toLowerCase() === 'host'
      ? invalid('is the host name, which has a condition of its own', 'use `host`')
      : HEADER_NAME.test(name) && name.length <= MOST.headerName
        ? []
        : invalid(
            `is not the name of a header of at most ${MOST.headerName} characters`,
            'use the name as it is sent; it has no wildcards',
          );
  const wrongValue = values.find((value) => !HEADER_VALUE.test(value) || value.length > MOST.text);
  const wrong = `has the value '${wrongValue}', which is not 1 to ${MOST.text} characters of ASCII`;
  return [
    ...wrongName,
    ...nothing(values, field),
    ...(wrongValue === undefined ? [] : invalid(wrong, "shorten it with '*'")),
  ];
}

function nothing(values: readonly string[], field: string): Problem[] {
  if (values.length > 0) return [];
  return [
    {
      code: 'RouteMatchesNothing',
      field,
      problem: 'is an empty list, which no request matches',
      fix: 'add a value or delete the list',
    },
  ];
}

function tooMany({ host, path, methods = [], headers = {} }: RouteMatch, networks: number, field: string): Problem[] {
  const globs = [
    ...(host === undefined ? [] : [host]),
    ...(path === undefined ? [] : [path]),
    ...Object.values(headers).flat(),
  ];
  const values = globs.length + methods.length + networks;
  const wildcards = globs.join('').split('').filter(hasWildcard).length;
  const problem = (count: number, noun: string, most: number, fix: string): Problem[] =>
    count <= most
      ? []
      : [{ code: 'RouteTooManyValues', field, problem: `has ${count} ${noun}, and a rule takes ${most}`, fix }];
  return [
    ...problem(
      values,
      `hosts, paths, methods${networks > 0 ? ', header values and networks' : ' and header values'}`,
      MOST.values,
      'write two routes',
    ),
    ...problem(wildcards, 'wildcards', MOST.wildcards, "write one '*' for several"),
  ];
}
