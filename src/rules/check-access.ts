import { QUOTAS } from '../catalog/quotas';
import type { Problem } from '../errors';
import { within } from '../errors';
import { accessGrants } from '../identity/access-grants';
import { execGrants } from '../identity/exec-grants';
import { policyDocument } from '../identity/policy';
import { nameOf, wildcards } from '../identity/wildcards';
import type { AccessOf, AccessSpec } from '../spec/access';
import { show } from '../spec/parse';
import { hasShell, type ServiceSpec } from '../spec/service';
import type { Site } from '../spec/site';
import { checkArn } from './check-arn';
import { checkSameRegion } from './check-same-region';
import { checkSecret } from './check-secret';
import type { KnownQueues } from './known-queues';
import { queuesFor, reachedQueue } from './reached-queue';
import { unknownName } from './unknown-name';

const MOST_CHARACTERS = QUOTAS.rolePolicyCharacters.default;

/** Where entries of `access` stand. */
interface AccessSite {
  readonly site: Site;
  readonly system: string;
  readonly queues: KnownQueues;
}

/** What uses something in AWS. */
type Accessing = Pick<ServiceSpec, 'access' | 'environment' | 'secrets'> & Partial<Pick<ServiceSpec, 'exec' | 'debug'>>;

/** Access that names nothing that there can be, or more than it gives a reason for. Fields are those of the service. */
export function checkAccess(service: Accessing, at: AccessSite): Problem[] {
  const entries = service.access.flatMap((entry, i) => within(`access.${i}`, checkEntry(entry, at)));
  return entries.length > 0
    ? entries
    : [...checkReasons(service), ...checkVariables(service, at), ...checkSize(service, at)];
}

function checkEntry(entry: AccessSpec, at: AccessSite): Problem[] {
  const { region } = at.site;
  if (entry.kind === 'key')
    return [...checkArn('key', entry.keyArn, 'keyArn'), ...checkSameRegion(entry.keyArn, region, 'keyArn')];
  return [
    ...checkNamed(entry, at),
    ...checkArn('key', entry.kmsKeyArn, 'kmsKeyArn'),
    ...checkSameRegion(entry.kmsKeyArn, region, 'kmsKeyArn'),
  ];
}

/** Names as their services take them, and with the wildcards of IAM (S3 user guide, "Bucket naming rules"; DynamoDB guide, "Quotas", 2026-11). */
const NAMES = {
  bucket: {
    pattern: /^[a-z0-9*?][a-z0-9.*?-]{0,61}[a-z0-9*?]$|^\*$/,
    fix: "use 3 to 63 lower-case letters, digits and hyphens, as 'ml-features'",
  },
  table: { pattern: /^[\w.*?-]{3,255}$|^\*$/, fix: "use 3 to 255 letters, digits and '_-.', as 'ads-features'" },
} as const;

function checkNamed(entry: Exclude<AccessSpec, AccessOf<'key'>>, at: AccessSite): Problem[] {
  switch (entry.kind) {
    case 'bucket':
      return [...checkForm('bucket', entry.bucket, 'bucket'), ...checkPrefix(entry.prefix)];
    case 'table':
      return [
        ...checkForm('table', entry.table, 'table'),
        ...entry.indexes.flatMap((index, i) => checkForm('table', index, `indexes.${i}`)),
      ];
    case 'queue':
      return checkQueueName(entry, at);
    case 'secret':
      return entry.secret.startsWith('arn:')
        ? [...checkArn('secret', entry.secret, 'secret'), ...checkSameRegion(entry.secret, at.site.region, 'secret')]
        : checkSecret({ secretsManager: entry.secret.replace(/[*?]/g, 'x') }, '').map((p) => ({
            ...p,
            field: 'secret',
            problem: p.problem.replace(/'.*'/, show(entry.secret)),
          }));
  }
}

function checkForm(kind: keyof typeof NAMES, name: string, field: string): Problem[] {
  const { pattern, fix } = NAMES[kind];
  if (name.includes('${') || pattern.test(name)) return [];
  return [{ code: 'InvalidName', field, problem: `is ${show(name)}, which no ${kind} can have`, fix }];
}

/** A key of S3 that begins with a slash is not the one that is meant. */
function checkPrefix(prefix: string): Problem[] {
  if (!prefix.startsWith('/')) return [];
  const fix = prefix === '/' ? 'leave it out' : `use '${prefix.replace(/^\/+/, '')}'`;
  return [
    { code: 'InvalidPrefix', field: 'prefix', problem: `is ${show(prefix)}, and keys begin without a slash`, fix },
  ];
}

function checkQueueName({ queue }: AccessOf<'queue'>, { site, system, queues }: AccessSite): Problem[] {
  if (queue.startsWith('arn:'))
    return [...checkArn('queue', queue, 'queue'), ...checkSameRegion(queue, site.region, 'queue')];
  if (queue.includes('${') || reachedQueue({ queue }, system, site, queues) !== undefined) return [];
  const own = `${system}/`;
  const known = Object.keys(queues).map((key) => (key.startsWith(own) ? key.slice(own.length) : key));
  return [unknownName('UnknownQueue', 'queue', 'queue', queue, known)];
}

function checkReasons(service: Accessing): Problem[] {
  return wildcards(service)
    .filter(({ why }) => why === undefined)
    .map(({ field, what }) => ({
      code: 'WildcardWithoutWhy',
      field,
      problem: `is ${what}, which is more than one`,
      fix: 'name the one, or say in `why` why it must be all of them',
    }));
}

/** Two queues whose addresses would be told in one variable, and a variable of a queue that says something else. */
function checkVariables({ access, environment, secrets }: Accessing, { site, system, queues }: AccessSite): Problem[] {
  const told = new Map<string, string>();
  return access.flatMap((entry, i) => {
    const queue = entry.kind === 'queue' ? reachedQueue(entry, system, site, queues) : undefined;
    if (queue === undefined) return [];
    const other = told.get(queue.variable) ?? queue.arn;
    told.set(queue.variable, other);
    const said = (['environment', 'secrets'] as const).find((key) =>
      Object.hasOwn({ environment, secrets }[key], queue.variable),
    );
    if (said !== undefined) {
      const field = `${said}.${queue.variable}`;
      const problem = `tells of queue ${nameOf(entry)} already`;
      return [{ code: 'DuplicateVariable', field, problem, fix: 'remove it, or use another name' }];
    }
    if (other === queue.arn) return [];
    const problem = `is ${nameOf(entry)}, and ${queue.variable} tells of ${other} already`;
    return [{ code: 'DuplicateAddress', field: `access.${i}.queue`, problem, fix: 'rename one of the two queues' }];
  });
}

function checkSize(
  { access, exec = false, debug = false }: Accessing,
  { site, system, queues }: AccessSite,
): Problem[] {
  const statements = [
    ...accessGrants(access, {
      place: site,
      queueOf: queuesFor(system, site, queues),
    }),
    ...(hasShell({ exec, debug })
      ? execGrants(site, `arn:aws:kms:${site.region}:${site.account}:key/${'0'.repeat(36)}`)
      : []),
  ];
  const characters = JSON.stringify(policyDocument(statements)).replace(/\s/g, '').length;
  if (characters <= MOST_CHARACTERS) return [];
  return [
    {
      code: 'PolicyTooLarge',
      field: 'access',
      problem: `makes a policy of ${characters} characters, and all that a role has in it may have ${MOST_CHARACTERS}`,
      fix: 'name fewer things, join prefixes, or make two services of it',
    },
  ];
}
