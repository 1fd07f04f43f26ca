import { blocksAt, type Estate } from '../estate';
import { beside, is, isUnset, mustBe } from '../judgements';
import type { Rule } from '../rule';
import { fails, type Outcome, unsure } from '../rule';
import { isEverything, isLimitedBy, policyOf } from '../statements';

/** Attributes that give an address of the internet to what is not a load balancer. */
const ADDRESSES: readonly (readonly [type: string, block: string, attribute: string])[] = [
  ['aws_subnet', '', 'map_public_ip_on_launch'],
  ['aws_launch_template', 'network_interfaces', 'associate_public_ip_address'],
  ['aws_ecs_service', 'network_configuration', 'assign_public_ip'],
];

function publicAddresses(estate: Estate): Outcome[] {
  const own = ADDRESSES.flatMap(([type, block, attribute]) =>
    estate
      .of(type)
      .flatMap((resource) =>
        (block === '' ? [resource.values] : blocksAt(resource.values, block)).flatMap((values) =>
          mustBe(resource, { path: attribute, good: isUnset(false), says: 'gets an address of the internet' }, values),
        ),
      ),
  );
  const given = estate
    .of('aws_eip')
    .filter(({ values }) => values.instance !== undefined)
    .flatMap((address) => fails(address, 'instance', 'is given to an instance'));
  return [...own, ...given];
}

/** Whose account it is, or whose organization. */
const OWN = /^aws:(PrincipalAccount|PrincipalOrgID|PrincipalOrgPaths|ResourceAccount|ResourceOrgID|SourceVpce?)$/i;

/** An endpoint lets out what its policy lets out: also to buckets of others. */
function endpointPolicies(estate: Estate): Outcome[] {
  return estate.of('aws_vpc_endpoint').flatMap((endpoint) => {
    const { policy, service_name } = endpoint.values;
    if (policy === undefined) return fails(endpoint, 'policy', `has no policy: ${String(service_name)} of everybody`);
    const statements = policyOf(policy);
    if (statements === undefined) return unsure(endpoint, 'policy', 'its policy');
    return statements
      .filter((statement) => statement.isAllow && !isLimitedBy(statement, OWN))
      .filter(({ resources }) => resources.length === 0 || resources.some((one) => isEverything(one) !== false))
      .flatMap(({ name }) => fails(endpoint, `statement ${name}`, 'allows anybody, with the resources of anybody'));
  });
}

export const EXPOSURE: readonly Rule[] = [
  {
    id: 'MLP-NET-6',
    severity: 'high',
    title: 'Hosts and tasks have no address of the internet',
    fix: 'leave it false; what is called from outside is behind a load balancer',
    types: [...ADDRESSES.map(([type]) => type), 'aws_eip'],
    check: publicAddresses,
  },
  {
    id: 'MLP-NET-7',
    severity: 'medium',
    title: 'A network logs who connected to whom',
    fix: 'add an aws_flow_log of ALL traffic',
    types: ['aws_vpc', 'aws_flow_log'],
    check: (estate) =>
      estate.of('aws_vpc').flatMap((vpc) =>
        beside(estate, vpc, {
          type: 'aws_flow_log',
          by: 'vpc_id',
          says: 'has no flow log',
          musts: [{ path: 'traffic_type', good: is('ALL'), says: 'logs a part of the traffic only' }],
        }),
      ),
  },
  {
    id: 'MLP-NET-8',
    severity: 'medium',
    title: 'Endpoints serve the own account',
    fix: 'give the endpoint a policy with a condition on aws:PrincipalAccount',
    types: ['aws_vpc_endpoint'],
    check: endpointPolicies,
  },
];
