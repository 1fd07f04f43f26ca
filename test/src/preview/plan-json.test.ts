import { SpecError } from '../../../src/errors';
import { parsePlan } from '../../../src/preview/plan-json';

const plan = { format_version: '1.2', terraform_version: '1.11.4', planned_values: { root_module: {} } };
const change = { actions: ['no-op'], before: { id: 'a' }, after: { id: 'a' }, after_unknown: {}, before_sensitive: {} };
const resource = { address: 'aws_lb.a', mode: 'managed', type: 'aws_lb', name: 'a', index: 0, change };

function refusal(document: unknown): readonly string[] {
  try {
    parsePlan('Plan', document);
  } catch (error) {
    if (error instanceof SpecError)
      return error.problems.map(({ code, field, problem }) => `${code} ${field} ${problem}`);
    throw error;
  }
  return [];
}

describe('a plan as Terraform prints it', () => {
  it('may have nothing to do', () => {
    expect(parsePlan('Plan', plan)).toMatchObject({ resource_changes: [], resource_drift: [] });
  });

  it('is read with what is not known of it left out', () => {
    const { resource_changes: changes } = parsePlan('Plan', { ...plan, resource_changes: [resource], checks: [] });
    expect(changes).toEqual([
      {
        address: 'aws_lb.a',
        mode: 'managed',
        type: 'aws_lb',
        change: {
          actions: ['no-op'],
          before: { id: 'a' },
          after: { id: 'a' },
          after_unknown: {},
          before_sensitive: {},
        },
      },
    ]);
  });

  it('may be of any minor version, and may say of an action what nobody has heard of', () => {
    const later = { ...resource, change: { ...change, actions: ['rename'] } };
    expect(refusal({ ...plan, format_version: '1.99', resource_changes: [later] })).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    [
      'of a later major version',
      { ...plan, format_version: '2.0' },
      "PlanFormat format_version is '2.0', and only 1.x is understood",
    ],
    [
      'that is a state as JSON',
      { format_version: '1.0', values: { root_module: {} } },
      'NotAPlan  is a state, not a plan',
    ],
    ['that is a state file', { version: 4, lineage: 'x', resources: [] }, 'NotAPlan  is a state, not a plan'],
    ['that is the JSON of an empty state', { format_version: '1.0' }, 'NotAPlan  is something else, not a plan'],
    ['that is a list', [plan], 'NotAPlan  is something else, not a plan'],
    ['that is null', null, 'NotAPlan  is something else, not a plan'],
  ])('refuses a document %s', (_, document, says) => {
    expect(refusal(document)).toEqual([says]);
  });

  it('says which resource it cannot read', () => {
    const broken = { ...resource, change: { before: null } };
    expect(refusal({ ...plan, resource_changes: [resource, broken] })).toEqual([
      expect.stringMatching(/^MissingField resource_changes\.1\.change\.actions is missing/),
    ]);
  });
});
