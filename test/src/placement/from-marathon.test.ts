import { fromMarathon } from '../../../src/placement/from-marathon';
import { checkSpec } from '../../../src/spec/parse';
import { constraintSpec, PLACEMENT_FIELDS, placementSpec } from '../../../src/spec/placement';

const said = (constraint: unknown) => {
  const [problem] = checkSpec(placementSpec, { constraints: [constraint] }).problems;
  return `${problem?.field} ${problem?.problem}; ${problem?.fix} [${problem?.code}]`;
};

describe("a constraint as Marathon's lists have it", () => {
  it.each<[unknown[], object]>([
    [['hostname', 'UNIQUE'], { unique: 'host' }],
    [['@hostname', 'UNIQUE', ''], { unique: 'host' }],
    [['@zone', 'GROUP_BY'], { groupBy: 'zone' }],
    [['@zone', 'GROUP_BY', '3'], { groupBy: 'zone', values: 3 }],
    [['@zone', 'CLUSTER'], { cluster: 'zone' }],
    [['@zone', 'CLUSTER', 'us-east-1a'], { cluster: 'zone', value: 'us-east-1a' }],
    [['instance_type', 'LIKE', 'g5\\..*'], { like: 'instance-type', pattern: 'g5\\..*' }],
    [['os', 'UNLIKE', 'windows'], { unlike: 'os', pattern: 'windows' }],
    [['@zone', 'MAX_PER', 2], { maxPer: 'zone', count: 2 }],
    [['fleet', 'IS', 'gpu'], { is: 'fleet', value: 'gpu' }],
    [['hostname', 'like'], { like: 'host', pattern: '.*' }],
    [['hostname', 'MAX_PER', 'two'], { maxPer: 'host', count: 1 }],
  ])('%j is written as what means the same', (marathon, here) => {
    const written = fromMarathon(marathon, PLACEMENT_FIELDS).replace(/\\/g, '\\\\');
    const read = new Function(`return ${written}`)() as unknown;
    expect(read).toEqual(here);
    expect(constraintSpec.parse(read)).toEqual(here);
  });

  it('is refused with what to write', () => {
    expect(said(['hostname', 'UNIQUE'])).toBe(
      `constraints.0 is ["hostname","UNIQUE"]; use { unique: 'host' } [InvalidValue]`,
    );
  });

  it('of an attribute that hosts do not have here says which there are', () => {
    expect(said(['rack', 'GROUP_BY', 4])).toBe(
      `constraints.0 is ["rack","GROUP_BY",4]; use { groupBy: ..., values: 4 } with 'host', 'zone', 'instance-type', 'architecture', 'os', 'ami', 'fleet': hosts have no 'rack' here [InvalidValue]`,
    );
  });

  it.each([
    [['hostname', 'NEAR']],
    [['hostname']],
    [[]],
    [[1, 'UNIQUE']],
    [['hostname', 'constructor']],
    ['hostname:UNIQUE'],
    [5],
  ])('is no list of Marathon: %j gets an example', (constraint) => {
    expect(said(constraint)).toMatch(/; use an object with one operator, as \{ unique: 'host' \} or /);
  });
});
