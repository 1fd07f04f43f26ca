import { at, entriesOf, isRecord } from './nested-json';

/** An attribute of a resource that an expression reads: `['aws_security_group.a', ['id']]`. */
export interface Reference {
  readonly address: string;
  readonly attribute: string | undefined;
}

interface Scope {
  /** `module.a.module.b`, or nothing at the root. */
  readonly path: string;
  readonly module: unknown;
  /** Who calls it, and by which block; nobody calls the root. */
  readonly caller?: { readonly scope: Scope; readonly call: unknown };
}

interface Resource {
  readonly scope: Scope;
  readonly expressions: unknown;
}

/** A module that calls itself through others cannot be written, but read. */
const DEEPEST = 32;

/** Who reads whom in a configuration, as `terraform show -json` tells it. Addresses are without the keys of `count` and `for_each`. */
export class References {
  private readonly resources = new Map<string, Resource>();

  constructor(configuration: unknown) {
    this.addModule({ path: '', module: at(configuration, 'root_module') }, 0);
  }

  /** What an attribute of a resource is made of: other resources, through variables and outputs of modules. Nothing where it is constant. */
  of(address: string, path: readonly (string | number)[]): Reference[] {
    const resource = this.resources.get(withoutKeys(address));
    if (resource === undefined) return [];
    return referencesIn(expressionAt(resource.expressions, path)).flatMap((text) =>
      this.resolve(text, resource.scope, 0),
    );
  }

  /** Whether a resource says an attribute at all; undefined where its code is not told. */
  writes(address: string, attribute: string): boolean | undefined {
    const resource = this.resources.get(withoutKeys(address));
    return resource === undefined ? undefined : at(resource.expressions, attribute) !== undefined;
  }

  /** Addresses of all that a resource is made of, without keys. */
  all(address: string): string[] {
    const resource = this.resources.get(withoutKeys(address));
    if (resource === undefined) return [];
    const texts = referencesIn(resource.expressions);
    return [...new Set(texts.flatMap((text) => this.resolve(text, resource.scope, 0).map((found) => found.address)))];
  }

  private addModule(scope: Scope, depth: number): void {
    if (depth > DEEPEST) return;
    const resources = at(scope.module, 'resources');
    for (const resource of Array.isArray(resources) ? resources : []) {
      const address = at(resource, 'address');
      if (typeof address === 'string')
        this.resources.set(prefixed(scope, address), { scope, expressions: at(resource, 'expressions') });
    }
    for (const [name, call] of entriesOf(at(scope.module, 'module_calls')))
      this.addModule(
        { path: prefixed(scope, `module.${name}`), module: at(call, 'module'), caller: { scope, call } },
        depth + 1,
      );
  }

  private resolve(text: string, scope: Scope, depth: number): Reference[] {
    if (depth > DEEPEST) return [];
    const [first = '', second = '', third] = withoutKeys(text).split('.');
    if (first === 'var') {
      const { caller } = scope;
      const expression = at(at(caller?.call, 'expressions'), second);
      return caller === undefined ? [] : this.follow(expression, caller.scope, depth);
    }
    if (first === 'module' && third !== undefined) {
      const call = at(at(scope.module, 'module_calls'), second);
      const inner = { path: prefixed(scope, `module.${second}`), module: at(call, 'module'), caller: { scope, call } };
      return this.follow(at(at(at(inner.module, 'outputs'), third), 'expression'), inner, depth);
    }
    const length = first === 'data' ? 3 : 2;
    const parts = withoutKeys(text).split('.');
    const address = prefixed(scope, parts.slice(0, length).join('.'));
    return this.resources.has(address) ? [{ address, attribute: parts[length] }] : [];
  }

  private follow(expression: unknown, scope: Scope, depth: number): Reference[] {
    return referencesIn(expression).flatMap((text) => this.resolve(text, scope, depth + 1));
  }
}

/** An address without the keys of `count` and `for_each`: a key may hold any text, also brackets in quotes. */
export function withoutKeys(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g, '');
}

/** The expression of an attribute: as near as the configuration tells it. */
function expressionAt(expressions: unknown, path: readonly (string | number)[]): unknown {
  let here: unknown = expressions;
  for (const key of path) {
    const inner = at(here, key);
    if (inner === undefined) break;
    here = inner;
  }
  return here === expressions ? undefined : here;
}

/**
 * All that an expression reads. Terraform also lists each prefix of what is read, from the whole down to the resource; the longest tells the
 * attribute, so the others are left out.
 */
function referencesIn(expression: unknown): string[] {
  const found: string[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (depth > DEEPEST) return;
    const references = at(value, 'references');
    if (Array.isArray(references)) found.push(...references.filter((text) => typeof text === 'string'));
    if (isRecord(value) || Array.isArray(value)) for (const [, inner] of entriesOf(value)) visit(inner, depth + 1);
  };
  visit(expression, 0);
  const all = [...new Set(found)];
  return all.filter(
    (text) =>
      !all.some((longer) => longer !== text && /^[.[]/.test(longer.slice(text.length)) && longer.startsWith(text)),
  );
}

function prefixed({ path }: Scope, address: string): string {
  return path === '' ? address : `${path}.${address}`;
}
