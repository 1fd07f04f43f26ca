import { Role, type RoleProps } from '../../../constructs/aws';
import { UNSCOPABLE_ACTIONS } from '../../../src/identity/policy';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import { testSite } from '../../support/builders/test-site';

const role = (props: Partial<RoleProps> = {}, say: (role: Role) => void = () => {}) =>
  synthStack((stack) =>
    say(new Role(stack, 'Role', { site: testSite(), name: ['trainer'], service: 'ecs-tasks.amazonaws.com', ...props })),
  );

const read = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::models/*'] };
const list = { actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::models'] };

describe('Role', () => {
  describe('defaults', () => {
    it('may do nothing', () => {
      expect(role().counts).toEqual({ aws_iam_role: 1 });
    });

    it('is taken on by its service alone, for this account alone', () => {
      expect(readDocument(role().only('aws_iam_role').assume_role_policy)).toEqual({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'ecs-tasks.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
          },
        ],
      });
    });

    it('has a name, a path, and neither boundary nor tags', () => {
      const { assume_role_policy: _, ...rest } = role().only('aws_iam_role');
      expect(rest).toEqual({ name: 'test-trainer', path: '/' });
    });
  });

  describe('options', () => {
    it('has the boundary, path and tags of its environment', () => {
      const boundary = 'arn:aws:iam::123456789012:policy/boundary';
      const iam = { permissionsBoundaryArn: boundary, path: '/ml/', tags: { team: 'ml' } };
      expect(role({ site: testSite({ iam }) }).only('aws_iam_role')).toMatchObject({
        permissions_boundary: boundary,
        path: '/ml/',
        tags: { team: 'ml' },
      });
    });

    it('has managed policies of AWS, in the partition of its region', () => {
      const china = testSite({ region: 'cn-north-1', zones: ['cn-north-1a', 'cn-north-1b'] });
      const managed = role({ site: china, managedPolicies: ['service-role/AmazonECSTaskExecutionRolePolicy'] });
      expect(managed.of('aws_iam_role_policy_attachment')).toEqual({
        'Role/AmazonECSTaskExecutionRolePolicy': {
          role: refTo('aws_iam_role', 'Role/Role', 'name'),
          policy_arn: 'arn:aws-cn:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy',
        },
      });
    });

    it('is taken on by a service that does not say for which account', () => {
      const host = role({ namesAccount: false, service: 'ec2.amazonaws.com' });
      expect(host.only('aws_iam_role').assume_role_policy).not.toContain('Condition');
    });
  });

  describe('refuses', () => {
    it('a grant on everything where a resource could be named', () => {
      const wide = { actions: ['ecr:GetAuthorizationToken', 's3:GetObject', 'kms:Decrypt'], resources: ['*'] };
      expect(refusalOf(() => role({}, (r) => r.grant(wide)))).toEqual({
        what: "Role 'test/Role'",
        lines: [
          "s3:GetObject is granted on '*'; name the resources [UnscopedGrant]",
          "kms:Decrypt is granted on '*'; name the resources [UnscopedGrant]",
        ],
      });
    });

    it('nothing that has no resource to name', () => {
      const actions = Object.keys(UNSCOPABLE_ACTIONS);
      expect(() => role({}, (r) => r.grant({ actions, resources: ['*'] }))).not.toThrow();
    });
  });

  describe('wiring', () => {
    const policyOf = (say: (role: Role) => void) => readDocument(role({}, say).only('aws_iam_role_policy').policy);

    it('holds all that is granted in one policy of its own', () => {
      const granted = role({}, (r) => [read, list].forEach((statement) => void r.grant(statement)));
      expect(granted.counts).toEqual({ aws_iam_role: 1, aws_iam_role_policy: 1 });
      expect(granted.only('aws_iam_role_policy')).toMatchObject({
        role: refTo('aws_iam_role', 'Role/Role', 'name'),
        name: 'grants',
      });
      expect(readDocument(granted.only('aws_iam_role_policy').policy)).toEqual({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::models/*' },
          { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::models' },
        ],
      });
    });

    it('says the same whatever the order of the grants, and when one is said twice', () => {
      const once = policyOf((r) => [read, list].forEach((statement) => void r.grant(statement)));
      expect(policyOf((r) => [list, read, list].forEach((statement) => void r.grant(statement)))).toEqual(once);
    });

    it('orders grants on late-bound resources by what they are, not by how many values were late-bound before', () => {
      const policyAfter = (burnt: (next: () => number) => void) =>
        synthStack((stack) => {
          const [first, user] = ['a', 'b'].map(
            (id) => new Role(stack, id, { site: testSite(), name: [id], service: 'ecs-tasks.amazonaws.com' }),
          ) as [Role, Role];
          burnt(() => Number(/TOKEN\.(\d+)/.exec(first.role.arn)?.[1]));
          const { arn, uniqueId, createDate, name } = first.role;
          for (const resource of [name, createDate, uniqueId, arn])
            user.grant({ actions: ['iam:GetRole'], resources: [resource] });
        }).only('aws_iam_role_policy').policy;
      // cdktf numbers late-bound values, and as text 1000 comes before 998.
      const untilTheNextPowerOfTen = (next: () => number) => {
        while (!/^9*98$/.test(String(next())));
      };
      expect(policyAfter(untilTheNextPowerOfTen)).toBe(policyAfter(() => {}));
    });
  });
});
