import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { type Connectable, Connections } from '../../../constructs/aws';
import { endpointsOf } from '../../../src/task/endpoint';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import { testServiceSpec } from '../../support/builders/test-service';

const PORTS = { http: { number: 8080 }, grpc: { number: 9000 } } as const;

/** Something with a place in the network whose group is also what runs behind it. */
class Peer extends Construct implements Connectable {
  readonly connections: Connections;
  readonly told: string[] = [];

  constructor(scope: Construct, name: string, ports: Parameters<typeof testServiceSpec>[0] = { ports: PORTS }) {
    super(scope, name);
    const workload = new SecurityGroup(this, 'Workload', {});
    const group = new SecurityGroup(this, 'Group', {});
    this.connections = new Connections(this, {
      key: `${name}_ads`,
      securityGroupId: group.id,
      endpoints: endpointsOf('ads', name, testServiceSpec(ports).ports),
      workload,
      onAllowed: (endpoints) => this.told.push(...endpoints.map((e) => `${e.service}:${e.port}`)),
    });
  }
}

const peers = (stack: TerraformStack, ...names: string[]) => names.map((name) => new Peer(stack, name));
const edges = (say: (a: Peer, b: Peer, c: Peer) => void) =>
  synthStack((stack) => say(...(peers(stack, 'a', 'b', 'c') as [Peer, Peer, Peer])));

const IN = 'aws_vpc_security_group_ingress_rule';
const OUT = 'aws_vpc_security_group_egress_rule';
const groupOf = (name: string) => refTo('aws_security_group', `${name}/Group`);
const waitsOf = (stack: ReturnType<typeof edges>, name: string) =>
  stack.at('aws_security_group', `${name}/Workload`).depends_on ?? [];

describe('Connections', () => {
  describe('defaults', () => {
    it('lets nobody in and nothing out', () => {
      expect(edges(() => {}).counts).toEqual({ aws_security_group: 6 });
    });

    it('opens all ports to a peer, each with one rule in and one out, and the reason on both', () => {
      const open = edges((a, b) => b.connections.allowFrom(a, 'a asks b'));
      const port = (number: number) => ({
        ip_protocol: 'tcp',
        from_port: number,
        to_port: number,
        description: 'a asks b',
      });
      expect(open.of(IN)).toEqual({
        'b/From-a_ads-grpc': {
          ...port(9000),
          security_group_id: groupOf('b'),
          referenced_security_group_id: groupOf('a'),
        },
        'b/From-a_ads-http': {
          ...port(8080),
          security_group_id: groupOf('b'),
          referenced_security_group_id: groupOf('a'),
        },
      });
      expect(open.of(OUT)).toEqual({
        'b/Out-a_ads-grpc': {
          ...port(9000),
          security_group_id: groupOf('a'),
          referenced_security_group_id: groupOf('b'),
        },
        'b/Out-a_ads-http': {
          ...port(8080),
          security_group_id: groupOf('a'),
          referenced_security_group_id: groupOf('b'),
        },
      });
    });
  });

  describe('options', () => {
    it('opens only the ports that are named', () => {
      const open = edges((a, b) => b.connections.allowFrom(a, 'a asks b', ['grpc']));
      expect(Object.keys(open.of(IN))).toEqual(['b/From-a_ads-grpc']);
    });

    it('opens more ports later', () => {
      const open = edges((a, b) => {
        b.connections.allowFrom(a, 'a asks b', ['grpc']);
        b.connections.allowFrom(a, 'a also looks at b', ['http', 'grpc']);
      });
      const reasons = Object.entries(open.of(IN)).map(([path, rule]) => [path, rule.description]);
      expect(reasons).toEqual([
        ['b/From-a_ads-grpc', 'a asks b'],
        ['b/From-a_ads-http', 'a also looks at b'],
      ]);
    });

    it('writes a reason as EC2 takes it', () => {
      const open = edges((a, b) => b.connections.allowFrom(a, 'Käufer "fragen"', ['http']));
      expect(Object.values(open.of(OUT))[0]?.description).toBe('Kaufer fragen');
    });
  });

  describe('refuses', () => {
    it('a port that does not exist', () => {
      expect(refusalOf(() => edges((a, b) => b.connections.allowFrom(a, 'why', ['htp'])))).toEqual({
        what: "'b_ads'",
        lines: ["ports is 'htp', which is not a port of b_ads; did you mean 'http'? [UnknownPort]"],
      });
    });

    it('an edge to something without ports', () => {
      const build = () =>
        synthStack((stack) => {
          const [caller, silent] = [new Peer(stack, 'a'), new Peer(stack, 'b', { ports: {} })];
          silent.connections.allowFrom(caller, 'why');
        });
      expect(refusalOf(build).lines).toEqual(['b_ads has no ports to call; give it one in `ports` [NoPorts]']);
    });
  });

  describe('wiring', () => {
    it('changes nothing when it is said twice; the first reason stands', () => {
      const once = edges((a, b) => b.connections.allowFrom(a, 'a asks b'));
      const twice = edges((a, b) => {
        b.connections.allowFrom(a, 'a asks b');
        b.connections.allowFrom(a, 'because');
        expect(a.told).toEqual(['b:http', 'b:grpc']);
      });
      expect(twice.all()).toEqual(once.all());
    });

    it('starts a caller after what it calls, and both after their rules, so that rules go last', () => {
      const open = edges((a, b) => b.connections.allowFrom(a, 'a asks b', ['http']));
      expect(waitsOf(open, 'a')).toEqual([`${OUT}[b/Out-a_ads-http]`, 'aws_security_group[b/Workload]']);
      expect(waitsOf(open, 'b')).toEqual([`${IN}[b/From-a_ads-http]`]);
    });

    it('makes two that call each other wait only in one direction', () => {
      const mutual = edges((a, b) => {
        b.connections.allowFrom(a, 'a asks b', ['http']);
        a.connections.allowFrom(b, 'b asks a', ['http']);
      });
      expect(waitsOf(mutual, 'a')).toContain('aws_security_group[b/Workload]');
      expect(waitsOf(mutual, 'b')).not.toContain('aws_security_group[a/Workload]');
      expect(mutual.counts).toMatchObject({ [IN]: 2, [OUT]: 2 });
    });

    it('never makes a circle of waits, however many call each other', () => {
      const circle = edges((a, b, c) => {
        for (const [callee, caller] of [
          [b, a],
          [c, b],
          [a, c],
          [a, b],
          [c, a],
        ] as const)
          callee.connections.allowFrom(caller, 'why', ['http']);
      });
      const reach = (name: string, seen: Set<string> = new Set()): Set<string> => {
        for (const wait of waitsOf(circle, name) as string[]) {
          const next = /\[(\w)\/Workload\]/.exec(wait)?.[1];
          if (next !== undefined && !seen.has(next)) reach(next, seen.add(next));
        }
        return seen;
      };
      for (const name of ['a', 'b', 'c']) expect(reach(name)).not.toContain(name);
      for (const name of ['a', 'b', 'c'])
        expect(new Set(waitsOf(circle, name) as string[]).size).toBe((waitsOf(circle, name) as string[]).length);
    });

    it('tells a caller of what it may call, in the order in which it is said', () => {
      edges((a, b, c) => {
        c.connections.allowFrom(a, 'why', ['grpc']);
        b.connections.allowFrom(a, 'why', ['http']);
        expect(a.told).toEqual(['c:grpc', 'b:http']);
        expect(b.told).toEqual([]);
      });
    });
  });
});
