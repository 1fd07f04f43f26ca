const KEY = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000';

/** A stack of what no example has, or has in another way, as somebody careful writes it. */
export function byHand(): object {
  return {
    resource: {
      aws_fsx_lustre_file_system: {
        lasting: { deployment_type: 'PERSISTENT_2', storage_capacity: 1200, kms_key_id: KEY },
        passing: { deployment_type: 'SCRATCH_2', storage_capacity: 1200 },
      },
      aws_dlm_lifecycle_policy: {
        copies: {
          policy_details: {
            schedule: [{ name: 'daily', cross_region_copy_rule: [{ target: 'us-west-2', encrypted: true }] }],
          },
        },
      },
      aws_security_group: {
        edge: { description: 'Load balancer of the edge', vpc_id: 'vpc-0123456789abcdef0' },
        inline: {
          description: 'Rules of its own',
          vpc_id: 'vpc-0123456789abcdef0',
          ingress: [
            { description: 'the office', protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: ['10.0.0.0/8'] },
          ],
        },
      },
      aws_security_group_rule: {
        edge: {
          type: 'ingress',
          description: 'Clients of the edge',
          security_group_id: `\${aws_security_group.edge.id}`,
          protocol: 'tcp',
          from_port: 9093,
          to_port: 9093,
          cidr_blocks: ['0.0.0.0/0'],
        },
      },
      aws_lb: {
        edge: {
          '//': { security: [{ rule: 'MLP-LB-1', key: 'internal', reason: 'partners send their events here' }] },
          load_balancer_type: 'network',
          internal: false,
          security_groups: [`\${aws_security_group.edge.id}`],
          subnets: ['subnet-0a', 'subnet-0b'],
          enable_cross_zone_load_balancing: true,
          enable_deletion_protection: true,
          access_logs: { bucket: 'logs', enabled: true },
        },
      },
      aws_lb_listener: {
        edge: {
          load_balancer_arn: `\${aws_lb.edge.arn}`,
          port: 9093,
          protocol: 'TLS',
          ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
          default_action: [{ type: 'forward', target_group_arn: 'arn:aws:elasticloadbalancing:x' }],
        },
      },
      aws_iam_role: {
        delivery: {
          name: 'delivery',
          assume_role_policy: JSON.stringify({
            Statement: [
              {
                Effect: 'Allow',
                Action: 'sts:AssumeRoleWithWebIdentity',
                Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
                Condition: {
                  StringEquals: {
                    'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                    'token.actions.githubusercontent.com:sub': 'repo:example/platform:ref:refs/heads/main',
                  },
                },
              },
            ],
          }),
          inline_policy: [
            {
              name: 'passes',
              policy: JSON.stringify({
                Statement: [
                  {
                    Effect: 'Allow',
                    Action: ['iam:PassRole'],
                    Resource: ['arn:aws:iam::123456789012:role/bidder'],
                    Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
                  },
                  {
                    Effect: 'Allow',
                    Action: 'ecs:RunTask',
                    Resource: 'arn:aws:ecs:us-east-1:123456789012:task-definition/bidder:*',
                  },
                ],
              }),
            },
          ],
        },
      },
      aws_ssm_parameter: { level: { name: '/by-hand/level', type: 'String', value: 'info' } },
    },
  };
}
