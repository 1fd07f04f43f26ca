import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { type TerraformResource, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { type Problem, refuse } from '../../src/errors';
import { type ClientGroupStage, entryOf } from '../../src/network/client-group';
import { ruleDescription } from '../../src/network/rule-description';
import { checkPorts } from '../../src/rules/check-ports';
import type { Endpoint } from '../../src/task/endpoint';
import { dependOn } from '../terraform/depend';
import { escapeTemplate } from '../terraform/json';

/** Something with a place in the network: it can be allowed to call, and be called. */
export interface Connectable {
  readonly connections: Connections;
}

interface ConnectionsProps {
  /** Short name, unique among peers: `bidder_ads`. Becomes part of the rules' logical ids, so it never changes. */
  readonly key: string;
  readonly securityGroupId: string;
  /** Ports that others may be let in on. */
  readonly endpoints: readonly Endpoint[];
  /** The group that callers may carry instead of a rule each. @default - none */
  readonly clientGroup?: ClientGroup;
  /** Short name of its security group, where others carry the same: of all of them one is let in. @default - `key` */
  readonly group?: string;
  /** It finds others in DNS: aliases of the mesh mean nothing to it. @default false */
  readonly outsideMesh?: boolean;
  /** Makes a name in DNS for callers outside of the mesh, once, and gives it. @default - it has none */
  readonly publish?: () => string;
  /** Ports that only who names them is let in on. */
  readonly inner?: readonly Endpoint[];
  /** What runs behind it, where that is built here: it starts after its rules, stops before them, and starts after what it calls. */
  readonly workload?: TerraformResource;
  /** Callers are told where it is, in their environment. @default true */
  readonly isToldToCallers?: boolean;
  /** Told when this may call another, with the endpoints it may call. */
  readonly onAllowed?: (endpoints: readonly Endpoint[]) => void;
  /** Makes what runs behind it carry another security group; none where it cannot, as a gateway cannot. */
  readonly onJoined?: (callee: string, securityGroupId: string) => void;
}

/** A security group that lets whoever carries it call a service on all of its ports. */
export interface ClientGroup {
  readonly stage: ClientGroupStage;
  readonly securityGroupId: string;
  /** Its rules, where they are made here. They outlive those who carry it. @default [] */
  readonly rules?: readonly TerraformResource[];
}

const NAMELESS: Problem = {
  code: 'NoNameForJobs',
  field: '',
  problem: 'is called by a job, and has no name in DNS by which that could find it',
  fix: 'let jobs call services of their own system',
};

/** Who may call whom. Nothing may, until `allowFrom` says so. */
export class Connections {
  readonly key: string;
  readonly securityGroupId: string;
  readonly endpoints: readonly Endpoint[];
  private readonly said = new Set<string>();
  private readonly ruled = new Set<string>();
  private readonly waitsFor = new Set<Connections>();

  constructor(
    private readonly scope: Construct,
    private readonly props: ConnectionsProps,
  ) {
    this.key = props.key;
    this.securityGroupId = props.securityGroupId;
    this.endpoints = props.endpoints;
  }

  /**
   * Lets `peer` call this on the named ports, or on all of them: one rule in, one rule out, and for a service its address in the
   * caller's environment. Where this has a client group, and `peer` may call all ports, it carries that group instead of rules of its
   * own. Saying it twice changes nothing; the first reason stands.
   *
   * @param why the reason, which becomes the rules' description.
   * Throws `SpecError` for a port that does not exist, or when there is none.
   */
  allowFrom(peer: Connectable, why: string, ports: readonly string[] = this.endpoints.map((e) => e.port)): void {
    const caller = peer.connections;
    const all = [...this.endpoints, ...(this.props.inner ?? [])];
    refuse(`'${this.key}'`, checkPorts(ports, all, this.key));
    const fresh = all.filter((e) => ports.includes(e.port) && !this.said.has(`${caller.key} ${e.port}`));
    if (fresh.length === 0) return;
    for (const { port } of fresh) this.said.add(`${caller.key} ${port}`);
    if (!this.admitsByGroup(caller, ports))
      for (const endpoint of fresh) this.rules(caller, endpoint, escapeTemplate(ruleDescription(why)));
    if (this.props.isToldToCallers !== false) caller.props.onAllowed?.(this.addressed(fresh, caller));
    caller.startAfter(this);
  }

  /** Endpoints as the caller finds them. */
  private addressed(endpoints: readonly Endpoint[], caller: Connections): readonly Endpoint[] {
    if (caller.props.outsideMesh !== true) return endpoints;
    const { publish } = this.props;
    refuse(`'${this.key}'`, publish === undefined ? [NAMELESS] : []);
    const host = publish?.() as string;
    return endpoints.map((endpoint) => ({ ...endpoint, host }));
  }

  /** Makes the caller carry the client group, where there is one for it. Whether that is all it needs. */
  private admitsByGroup(caller: Connections, called: readonly string[]): boolean {
    const { clientGroup: group } = this.props;
    const { onJoined } = caller.props;
    if (group === undefined || onJoined === undefined) return false;
    const { member, rules } = entryOf(
      group.stage,
      called,
      this.endpoints.map((e) => e.port),
    );
    if (!member) return false;
    onJoined(this.key, group.securityGroupId);
    for (const rule of group.rules ?? []) caller.needs(rule);
    return !rules;
  }

  private rules(caller: Connections, { port, number, through = number }: Endpoint, description: string): void {
    const range = { ipProtocol: 'tcp', fromPort: number, toPort: through, description };
    const id = `${caller.props.group ?? caller.key}-${port}`;
    // EC2 refuses a rule that it has.
    if (this.ruled.has(id)) return;
    this.ruled.add(id);
    const ingress = new VpcSecurityGroupIngressRule(this.scope, `From-${id}`, {
      ...range,
      securityGroupId: this.securityGroupId,
      referencedSecurityGroupId: caller.securityGroupId,
    });
    const egress = new VpcSecurityGroupEgressRule(this.scope, `Out-${id}`, {
      ...range,
      securityGroupId: caller.securityGroupId,
      referencedSecurityGroupId: this.securityGroupId,
    });
    this.needs(ingress);
    // What is not built here cannot wait for its own rule, so that whoever calls it does.
    if (this.props.workload === undefined) caller.needs(ingress);
    caller.needs(egress);
  }

  /** A task that is being stopped still answers: its rules go last. */
  private needs(rule: TerraformResource): void {
    const { workload } = this.props;
    if (workload !== undefined && TerraformStack.of(workload) === TerraformStack.of(rule)) dependOn(workload, rule);
  }

  /** A running task never sees an endpoint that is newer than itself. Of two that call each other, only the first waits. */
  private startAfter(callee: Connections): void {
    const { workload } = this.props;
    const other = callee.props.workload;
    if (workload === undefined || other === undefined || workload === other || callee.reaches(this)) return;
    if (TerraformStack.of(workload) !== TerraformStack.of(other)) return;
    this.waitsFor.add(callee);
    dependOn(workload, other);
  }

  /**
   * Makes what runs behind this start after what runs behind `other`, whatever calls say: said before them, so that they give way.
   * Saying it twice changes nothing.
   *
   * Throws `SpecError` when `other` already starts after this.
   */
  waitFor(other: Connections): void {
    const { workload } = this.props;
    if (workload === undefined || other.props.workload === undefined) return;
    refuse(
      `'${this.key}'`,
      other === this || other.reaches(this)
        ? [
            {
              code: 'AfterCycle',
              field: '',
              problem: `would start after '${other.key}', which starts after it`,
              fix: 'say only one of the two, and waits before calls',
            },
          ]
        : [],
    );
    this.waitsFor.add(other);
    dependOn(workload, other.props.workload);
  }

  private reaches(target: Connections, seen: Set<Connections> = new Set()): boolean {
    if (this.waitsFor.has(target)) return true;
    if (seen.has(this)) return false;
    seen.add(this);
    return [...this.waitsFor].some((next) => next.reaches(target, seen));
  }
}
