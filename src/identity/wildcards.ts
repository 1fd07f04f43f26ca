import { parseCidr } from '../address/cidr';
import type { AccessSpec } from '../spec/access';
import type { ServiceSpec } from '../spec/service';

/** No network that is one thing is larger: the whole of 10.0.0.0/8 is the largest that a company has for itself (RFC 1918). */
const WIDEST = 8;

/** A place where a spec means more than one thing that it names: what reviewers should read first. */
export interface Wildcard {
  /** Field of the service. */
  readonly field: string;
  /** What it opens: `bucket example-*`, `0.0.0.0/0`. */
  readonly what: string;
  readonly why: string | undefined;
}

/** Every destination of a service that is wider than one named thing, in the order that the spec has them. */
export function wildcards({
  access,
  egress = [],
}: Pick<ServiceSpec, 'access'> & Partial<Pick<ServiceSpec, 'egress'>>): Wildcard[] {
  const wide = access.flatMap((entry, i) => {
    const name = nameOf(entry);
    return isWide(entry) ? [{ field: `access.${i}`, what: `${entry.kind} ${name}`, why: entry.why }] : [];
  });
  const anywhere = egress.flatMap((entry, i) =>
    entry.kind === 'cidr' && (parseCidr(entry.cidr)?.prefix ?? 32) < WIDEST
      ? [{ field: `egress.${i}`, what: `${entry.cidr} on ${entry.ports.join(', ')}`, why: entry.why }]
      : [],
  );
  return [...wide, ...anywhere];
}

/** What an entry names. */
export function nameOf(entry: AccessSpec): string {
  switch (entry.kind) {
    case 'bucket':
      return entry.prefix === '' ? entry.bucket : `${entry.bucket}/${entry.prefix}`;
    case 'table':
      return entry.table;
    case 'queue':
      return entry.queue;
    case 'secret':
      return entry.secret;
    case 'key':
      return entry.keyArn;
  }
}

/** All keys below a prefix are one thing; a '*' anywhere before its end is many. IAM reads '?' as one of them too. */
function isWide(entry: AccessSpec): boolean {
  const name = nameOf(entry);
  const [bare, pattern] = entry.kind === 'bucket' ? [name.replace(/(?<=\/.*)\*$/, ''), /[*?]/] : [name, /[*?]/];
  return pattern.test(bare);
}
