import type { Preview, ResourcePreview, StackPreview } from '../model';
import { compareRisks, type Risk } from '../risk';

/** Something of the platform that changes: a stack, or one of the things in it. */
export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** The stack that it is in. */
  readonly parent?: string;
  /** The gravest that may happen to it. */
  readonly risk: Risk | 'none';
  readonly changes: number;
  /** Where it is drawn; a stack with something in it is drawn around that. */
  readonly x: number;
  readonly y: number;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  /** From what reads to what is read. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** More of them nobody can look at: then there are the stacks alone. */
const MOST_NODES = 250;

/** The platform as far as plans change it: stacks in the order of their dependencies, and the constructs in them with who reads whom. */
export function graphOf({ stacks }: Preview): Graph {
  const names = new Set(stacks.map(({ stack }) => stack));
  const outer = stacks.map((stack) => nodeOf(stackId(stack.stack), stack.stack, stack.changes));
  const between = stacks.flatMap(({ stack, dependencies }) =>
    dependencies.filter((name) => names.has(name)).map((name) => ({ from: stackId(stack), to: stackId(name) })),
  );
  const parts = stacks.map(partsOf);
  const inner = parts.flatMap(({ nodes }) => nodes);
  const isLarge = inner.length > MOST_NODES;
  const nodes = isLarge ? outer : [...outer, ...inner];
  return {
    nodes: placed(nodes, stacks),
    edges: isLarge ? between : [...between, ...parts.flatMap(({ edges }) => edges)],
  };
}

/** Of what is drawn of one thing, and between two stacks. */
const [WIDTH, HEIGHT, GAP] = [170, 70, 90];

/** A column for all stacks that wait for equally many others, one below the other; what is in a stack stands in rows. */
function placed(nodes: readonly Unplaced[], stacks: readonly StackPreview[]): GraphNode[] {
  const depths = depthsOf(stacks);
  const found = new Map<string, { x: number; y: number }>();
  let left = 0;
  for (let depth = 0; [...depths.values()].some((one) => one >= depth); depth++) {
    let [top, widest] = [0, 0];
    for (const { stack } of stacks.filter(({ stack }) => depths.get(stack) === depth)) {
      const inside = nodes.filter(({ parent }) => parent === stackId(stack));
      const columns = Math.max(1, Math.ceil(Math.sqrt(inside.length / 2)));
      for (const [i, { id }] of inside.entries())
        found.set(id, { x: left + (i % columns) * WIDTH, y: top + Math.floor(i / columns) * HEIGHT });
      found.set(stackId(stack), { x: left, y: top });
      top += Math.max(1, Math.ceil(inside.length / columns)) * HEIGHT + GAP;
      widest = Math.max(widest, columns);
    }
    left += widest * WIDTH + GAP;
  }
  return nodes.map((node) => ({ ...node, ...(found.get(node.id) ?? { x: 0, y: 0 }) }));
}

/** How many stacks at most are applied one after another before each. */
function depthsOf(stacks: readonly StackPreview[]): Map<string, number> {
  const depths = new Map<string, number>();
  // They come in the order in which they are applied.
  for (const { stack, dependencies } of stacks)
    depths.set(stack, Math.max(0, ...dependencies.map((name) => (depths.get(name) ?? -1) + 1)));
  return depths;
}

type Unplaced = Omit<GraphNode, 'x' | 'y'>;

function partsOf({ stack, changes }: StackPreview): {
  readonly nodes: readonly Unplaced[];
  readonly edges: Graph['edges'];
} {
  const groups = new Map<string, ResourcePreview[]>();
  const partOf = new Map<string, string>();
  // A stack of one large construct is told by what is in that.
  const depth = new Set(changes.map((resource) => nameOf(resource, 1))).size > 1 ? 1 : 2;
  for (const resource of changes) {
    const part = nameOf(resource, depth);
    partOf.set(resource.address, part);
    groups.set(part, [...(groups.get(part) ?? []), resource]);
  }
  const id = (part: string) => `${stackId(stack)} ${part}`;
  const nodes = [...groups].map(([part, resources]) => ({
    ...nodeOf(id(part), part, resources),
    parent: stackId(stack),
  }));
  const edges = new Map<string, { from: string; to: string }>();
  for (const { address, reads } of changes)
    for (const read of reads) {
      const [from, to] = [partOf.get(address), partOf.get(read)];
      if (from !== undefined && to !== undefined && from !== to)
        edges.set(`${from} ${to}`, { from: id(from), to: id(to) });
    }
  return { nodes, edges: [...edges.values()] };
}

/** The construct below the stack that a resource is part of; its type where there is none. */
function nameOf({ construct, type }: ResourcePreview, depth: number): string {
  const names = construct?.split('/') ?? [];
  return names[depth] ?? names[1] ?? type;
}

function stackId(name: string): string {
  return `stack ${name}`;
}

function nodeOf(id: string, label: string, resources: readonly ResourcePreview[]): Unplaced {
  const risks = resources.flatMap(({ risks }) => risks.map(({ risk }) => risk)).sort(compareRisks);
  return { id, label, risk: risks[0] ?? (resources.length > 0 ? 'routine' : 'none'), changes: resources.length };
}
