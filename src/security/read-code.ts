import { encodedJson } from '../preview/code/encoded-json';
import { listed } from '../preview/code/synthesized';
import { at, entriesOf, isRecord, nestedJson } from '../preview/nested-json';
import { type Declared, Estate, type Resource } from './estate';
import { Late } from './late';
import { joined, piecesOf, readsOf } from './template';

/** A stack as it was synthesized. */
export interface CodeStack {
  readonly name: string;
  /** What is in its `cdk.tf.json`. */
  readonly document: unknown;
}

/** The type under which the place of a stack's state is judged. */
export const BACKEND = 'terraform_backend';

/** No output is made of more outputs than this. */
const DEEPEST = 12;
/** No document is deeper. */
const DEEPEST_VALUE = 60;

/** What was synthesized, after every override. What a stack reads of the state of another is looked up in that. */
export function readCode(stacks: readonly CodeStack[]): Estate {
  return new Estate(codeResources(stacks));
}

/** The resources that are written, in the order of the stacks. */
export function codeResources(stacks: readonly CodeStack[]): Resource[] {
  const reader = new CodeReader(stacks);
  return stacks.flatMap((stack) => [...reader.resources(stack), ...reader.backends(stack)]);
}

class CodeReader {
  private readonly outputs = new Map<string, unknown>();

  constructor(private readonly stacks: readonly CodeStack[]) {}

  resources(stack: CodeStack): Resource[] {
    return entriesOf(at(stack.document, 'resource')).flatMap(([type, resources]) =>
      entriesOf(resources).flatMap(([name, body]) => {
        if (!isRecord(body)) return [];
        const { '//': notes, ...rest } = body;
        const construct = at(at(notes, 'metadata'), 'path');
        return [
          {
            stack: stack.name,
            type,
            address: `${type}.${name}`,
            values: Object.fromEntries(
              Object.entries(rest).map(([key, value]) => [key, this.attribute(value, stack.name)]),
            ),
            declared: declaredIn(notes),
            ...(typeof construct === 'string' && { construct }),
          },
        ];
      }),
    );
  }

  /** Where a stack keeps its state. */
  backends(stack: CodeStack): Resource[] {
    return entriesOf(at(at(stack.document, 'terraform'), 'backend')).flatMap(([kind, body]) => {
      const values = this.value(listed(body)[0], stack.name, 0);
      const address = `terraform.backend.${kind}`;
      return isRecord(values) ? [{ stack: stack.name, type: BACKEND, address, values, declared: [] }] : [];
    });
  }

  /** An attribute, with the document in it in place of its text. */
  private attribute(value: unknown, stack: string): unknown {
    const document = typeof value === 'string' ? (encodedJson(value) ?? nestedJson(value)) : undefined;
    return this.value(document ?? value, stack, 0);
  }

  private value(value: unknown, stack: string, depth: number): unknown {
    if (typeof value === 'string') return this.text(value, stack, depth);
    if (typeof value !== 'object' || value === null) return value ?? undefined;
    if (depth > DEEPEST_VALUE) return new Late('(too deep to be read)', []);
    if (Array.isArray(value)) return value.map((inner) => this.value(inner, stack, depth + 1));
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.value(inner, stack, depth + 1)]));
  }

  private text(text: string, stack: string, depth: number): unknown {
    if (!/[$%]\{/.test(text)) return text;
    const pieces = piecesOf(text);
    if (pieces === undefined) return new Late(text, readsOf(text, stack));
    const values = pieces.map((piece) =>
      typeof piece === 'string' ? piece : this.expression(piece.expression, stack, depth),
    );
    if (values.length === 1) return values[0];
    const plain = values.every((value) => typeof value === 'string' || value instanceof Late);
    return plain ? joined(values as (string | Late)[]) : new Late(text, readsOf(text, stack));
  }

  private expression(expression: string, stack: string, depth: number): unknown {
    const late = () => new Late(`\${${expression}}`, readsOf(expression, stack));
    const [, name, path] = REMOTE.exec(expression) ?? [];
    if (name === undefined || path === undefined || depth > DEEPEST) return late();
    const key = `${stack} ${name} ${path}`;
    if (!this.outputs.has(key)) {
      // Until it is known, it is not: what reads itself ends here.
      this.outputs.set(key, late());
      this.outputs.set(key, this.published(stack, name, keysOf(path), depth) ?? late());
    }
    return this.outputs.get(key);
  }

  /** What the stack publishes whose state is read. */
  private published(reader: string, name: string, keys: readonly string[], depth: number): unknown {
    const source = at(at(at(this.document(reader), 'data'), 'terraform_remote_state'), name);
    const [kind, place] = [at(source, 'backend'), at(source, 'config')];
    const producer = this.stacks.find(({ document }) => {
      const own = listed(at(at(at(document, 'terraform'), 'backend'), String(kind)))[0];
      return own !== undefined && PLACE.every((key) => at(own, key) === at(listed(place)[0], key));
    });
    if (producer === undefined) return undefined;
    const [first = '', ...rest] = keys;
    const output = at(at(at(producer.document, 'output'), first), 'value');
    const found = rest.reduce<unknown>((here, key) => at(here, key), output);
    return found === undefined ? undefined : this.value(found, producer.name, depth + 1);
  }

  private document(name: string): unknown {
    return this.stacks.find((stack) => stack.name === name)?.document;
  }
}

/** What tells one state from another. */
const PLACE = ['bucket', 'key', 'path'] as const;

const STEP = String.raw`(?:\.[\w-]+|\["[^"\]]*"\]|\[\d+\])`;
const REMOTE = new RegExp(String.raw`^data\.terraform_remote_state\.([\w-]+)\.outputs(${STEP}+)$`);

function keysOf(path: string): string[] {
  return [...path.matchAll(/\.([\w-]+)|\["([^"\]]*)"\]|\[(\d+)\]/g)].map(
    ([, name, quoted, index]) => (name ?? quoted ?? index) as string,
  );
}

/** Reasons that stand beside a resource. */
function declaredIn(notes: unknown): Declared[] {
  return listed(at(notes, 'security')).flatMap((one) => {
    const [rule, key, reason] = [at(one, 'rule'), at(one, 'key'), at(one, 'reason')];
    return typeof rule === 'string' && typeof reason === 'string'
      ? [
          {
            rule,
            key: typeof key === 'string' ? key : '',
            reason,
            ...(at(one, 'isIfNeeded') === true && { isIfNeeded: true }),
          },
        ]
      : [];
  });
}
