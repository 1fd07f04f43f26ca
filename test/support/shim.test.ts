import fc from 'fast-check';
import { type ProviderSchema, type SchemaBlock, shimStack, type TerraformJson } from './shim';

const attributes = (...names: string[]) => Object.fromEntries(names.map((name) => [name, {}]));
const action: SchemaBlock = {
  attributes: attributes('type', 'order', 'target_group_arn'),
  block_types: { forward: { block: { attributes: attributes('weight') } } },
};
const schema: ProviderSchema = {
  version: '5.100.0',
  provider: { block: { attributes: attributes('region') } },
  resource_schemas: {
    aws_lb_listener_rule: { block: { attributes: attributes('priority'), block_types: { action: { block: action } } } },
    aws_batch_compute_environment: { block: { attributes: attributes('compute_environment_name', 'type') } },
  },
  data_source_schemas: { aws_vpc: { block: { attributes: attributes('id') } } },
};
const rule = (action: unknown, rest: object = {}): TerraformJson => ({
  resource: { aws_lb_listener_rule: { Rule: { priority: 1, action, ...rest } } },
});
const shimmed = (json: TerraformJson) => shimStack(json, schema).json.resource?.aws_lb_listener_rule?.Rule;

describe('shimStack', () => {
  test('leaves a stack that the installed provider understands as it is', () => {
    const json = rule([{ type: 'forward', forward: { weight: 1 } }], { depends_on: ['aws_vpc.V'], count: 2 });
    expect(shimStack(json, schema)).toEqual({ json, dropped: [] });
  });

  test('drops an unknown argument at any depth and names where it was', () => {
    const json = rule([{ type: 'forward', forward: { weight: 1, shiny: true } }], { newer: { a: 1 } });
    expect(shimmed(json)).toEqual({ priority: 1, action: [{ type: 'forward', forward: { weight: 1 } }] });
    expect(shimStack(json, schema).dropped).toEqual([
      'aws_lb_listener_rule.Rule.action.forward.shiny',
      'aws_lb_listener_rule.Rule.newer',
    ]);
  });

  test('drops an arm of a union whole when its type names an unknown block, because half of it would be refused', () => {
    const jwt = { type: 'jwt-validation', order: 1, jwt_validation: { issuer: 'x' } };
    const json = rule([jwt, { type: 'forward', order: 2 }]);
    expect(shimmed(json)).toEqual({ priority: 1, action: [{ type: 'forward', order: 2 }] });
    expect(shimStack(json, schema).dropped).toEqual(['aws_lb_listener_rule.Rule.action[jwt-validation]']);
    expect(shimmed(rule(jwt))).toEqual({ priority: 1 });
  });

  test('ignores changes of the same action as before where one before it is gone', () => {
    const jwt = { type: 'jwt-validation', order: 1, jwt_validation: { issuer: 'x' } };
    const json = rule([jwt, { type: 'forward', order: 2 }], {
      lifecycle: {
        ignore_changes: ['action[1].forward', 'priority', 'action[0].jwt_validation'],
        prevent_destroy: true,
      },
    });
    expect(shimmed(json)).toMatchObject({
      lifecycle: { ignore_changes: ['action[0].forward', 'priority'], prevent_destroy: true },
    });
    const plain = rule([{ type: 'forward' }], { lifecycle: { ignore_changes: ['action[0].forward'] } });
    expect(shimStack(plain, schema)).toEqual({ json: plain, dropped: [] });
  });

  test('keeps what is an argument of Terraform itself only where Terraform knows it', () => {
    const json = rule([{ type: 'forward', lifecycle: {} }], { lifecycle: { create_before_destroy: true }, '//': {} });
    expect(shimmed(json)).toMatchObject({ lifecycle: { create_before_destroy: true }, '//': {} });
    expect(shimStack(json, schema).dropped).toEqual(['aws_lb_listener_rule.Rule.action.lifecycle']);
  });

  test('renames the name of a Batch compute environment for a provider that calls it otherwise, and for no other', () => {
    const json: TerraformJson = {
      resource: { aws_batch_compute_environment: { Ce: { name: 'gpu', type: 'MANAGED' } } },
    };
    const renamed = { Ce: { compute_environment_name: 'gpu', type: 'MANAGED' } };
    expect(shimStack(json, schema)).toEqual({
      json: { resource: { aws_batch_compute_environment: renamed } },
      dropped: [],
    });
    const newer = { block: { attributes: attributes('name', 'type') } };
    const same = { ...schema, resource_schemas: { aws_batch_compute_environment: newer } };
    expect(shimStack(json, same)).toEqual({ json, dropped: [] });
  });

  test('drops an unknown resource type with what waits for it, and leaves the resources of other providers alone', () => {
    const { json, dropped } = shimStack(
      {
        resource: {
          aws_novelty: { N: { a: 1 } },
          docker_image: { I: { name: 'x', depends_on: ['aws_novelty.N', 'docker_network.W'] } },
        },
        data: {
          aws_vpc: { V: { id: 'vpc-1', newer: 1, depends_on: ['aws_vpc.W', 'aws_novelty.N'] } },
          terraform_remote_state: { S: { backend: 'local' } },
        },
      },
      schema,
    );
    expect(json.resource).toEqual({ docker_image: { I: { name: 'x', depends_on: ['docker_network.W'] } } });
    expect(json.data).toEqual({
      aws_vpc: { V: { id: 'vpc-1', depends_on: ['aws_vpc.W'] } },
      terraform_remote_state: { S: { backend: 'local' } },
    });
    expect(dropped).toEqual(['aws_novelty.N', 'data.aws_vpc.V.newer']);
  });

  test('pins the installed version of the AWS provider and no other, and prunes its arguments', () => {
    const docker = { source: 'kreuzwerker/docker', version: '3.6.2' };
    const { json, dropped } = shimStack(
      {
        terraform: { required_providers: { aws: { source: 'aws', version: '6.25.0' }, docker }, backend: { s3: {} } },
        provider: { aws: [{ region: 'eu-west-1', alias: 'w', tag_policy: 'x' }], docker: [{ host: 'h' }] },
      },
      { ...schema, provider: { block: { attributes: attributes('region', 'alias') } } },
    );
    expect(json.terraform).toEqual({
      required_providers: { aws: { source: 'aws', version: '5.100.0' }, docker },
      backend: { s3: {} },
    });
    expect(json.provider).toEqual({ aws: [{ region: 'eu-west-1', alias: 'w' }], docker: [{ host: 'h' }] });
    expect(dropped).toEqual(['provider.aws.tag_policy']);
  });

  test('never changes its argument, and has nothing left to do on its own output', () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    const keys = fc.constantFrom('type', 'order', 'forward', 'shiny', 'jwt_validation', 'weight', 'lifecycle');
    const block = fc.dictionary(keys, fc.oneof(leaf, fc.dictionary(keys, leaf), fc.array(fc.dictionary(keys, leaf))));
    fc.assert(
      fc.property(fc.array(block), (actions) => {
        const json = rule(actions);
        const before = structuredClone(json);
        const once = shimStack(json, schema);
        expect(json).toEqual(before);
        expect(shimStack(once.json, schema)).toEqual({ json: once.json, dropped: [] });
      }),
    );
  });
});
