import { at, isRecord } from '../preview/nested-json';
import { Late } from './late';

/** A finding that the code itself gives the reason for. */
export interface Declared {
  readonly rule: string;
  readonly key: string;
  readonly reason: string;
  /** Said of something that may not come to be: it is no mistake where nothing needs it. @default - it must be needed */
  readonly isIfNeeded?: boolean;
}

/** A resource as it will be: written, or planned. JSON in its attributes is read, and what nobody knows yet is `Late`. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  readonly address: string;
  /** Path of the construct that made it. */
  readonly construct?: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** What was written, where the values are those of a plan. */
  readonly written?: Readonly<Record<string, unknown>>;
  readonly declared: readonly Declared[];
}

/** What an attribute of a resource points to. */
export interface Linked {
  readonly found: readonly Resource[];
  /** Something else may be meant, and nobody can tell. */
  readonly isUnknown: boolean;
}

const KEYS = ['id', 'arn', 'name', 'bucket', 'url'] as const;

/** All resources of some stacks, and how they point to each other. */
export class Estate {
  private readonly byType = new Map<string, Resource[]>();
  private readonly byAddress = new Map<string, Resource>();
  private readonly byName = new Map<string, Resource[]>();
  private readonly pointing = new Map<string, Map<Resource, Resource[]>>();

  constructor(readonly resources: readonly Resource[]) {
    for (const resource of resources) {
      append(this.byType, resource.type, resource);
      this.byAddress.set(`${resource.stack} ${withoutIndex(resource.address)}`, resource);
      for (const key of KEYS) {
        const value = resource.values[key];
        if (typeof value === 'string') append(this.byName, value, resource);
      }
    }
  }

  of(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** What a value of a resource points to, of some types: by the expression, or by the id, ARN or name. */
  linked(resource: Resource, path: string, types: readonly string[]): Linked {
    const [value, written] = [resource.values, resource.written].map((values) => atPath(values, path));
    const found = new Set<Resource>();
    let isUnknown = false;
    for (const one of [value].flat()) {
      const hits = this.pointedTo(one, types);
      for (const hit of hits) found.add(hit);
      if (one instanceof Late && hits.length === 0) isUnknown = true;
    }
    for (const hit of [written].flat().flatMap((one) => this.pointedTo(one, types))) found.add(hit);
    return { found: [...found], isUnknown };
  }

  /** Resources of a type whose attribute points to another. */
  pointingTo(target: Resource, type: string, path: string): readonly Resource[] {
    return this.index(target.type, type, path).get(target) ?? [];
  }

  /** Whether some resource of a type points nobody knows where. */
  hasLoose(type: string, path: string, targets: readonly string[]): boolean {
    return this.of(type).some((resource) => {
      const { found, isUnknown } = this.linked(resource, path, targets);
      return isUnknown && found.length === 0;
    });
  }

  private index(target: string, type: string, path: string): Map<Resource, Resource[]> {
    const key = `${target} ${type} ${path}`;
    const known = this.pointing.get(key);
    if (known !== undefined) return known;
    const made = new Map<Resource, Resource[]>();
    for (const resource of this.of(type))
      for (const found of this.linked(resource, path, [target]).found) append(made, found, resource);
    this.pointing.set(key, made);
    return made;
  }

  private pointedTo(value: unknown, types: readonly string[]): Resource[] {
    const found =
      value instanceof Late
        ? value.reads.flatMap(({ stack, address }) => this.byAddress.get(`${stack} ${address}`) ?? [])
        : typeof value === 'string'
          ? (this.byName.get(value) ?? [])
          : [];
    return found.filter(({ type }) => types.includes(type));
  }
}

/** A value below others: blocks may stand alone or as a list of one. Late where anything on the way is. */
export function atPath(values: unknown, path: string): unknown {
  let here: unknown = values;
  for (const key of path.split('.')) {
    if (here instanceof Late) return here;
    here = at(Array.isArray(here) && !/^\d+$/.test(key) ? here[0] : here, key);
  }
  return here ?? undefined;
}

/** Blocks of a resource, also where one stands alone; what nobody knows counts as one. */
export function blocksAt(values: unknown, path: string): readonly unknown[] {
  const found = atPath(values, path);
  if (found === undefined) return [];
  return Array.isArray(found) ? found.filter((one) => isRecord(one)) : [found];
}

/** An address without the key of `count` or `for_each`. */
function withoutIndex(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/, '');
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
