import { EmulatorMemory } from './emulator-memory';

const ARN = 'arn:aws:ecs:us-east-1:123456789012:service/demo/web';

function memoryOf(service: string) {
  const memory = new EmulatorMemory();
  const say = (action: string, request: string, body: string, status = 200) =>
    memory.answer({ service, action, request, body, status }).body;
  const sayJson = (action: string, request: object, body: object, status = 200) =>
    JSON.parse(say(action, JSON.stringify(request), JSON.stringify(body), status));
  return { memory, say, sayJson };
}

describe('EmulatorMemory', () => {
  test('leaves an operation that it does not concern, byte for byte', () => {
    const exchange = { service: 's3', action: 'GET /b', request: '', status: 404, body: '<Error/>' };
    const memory = new EmulatorMemory();
    expect(memory.concerns(exchange)).toBe(false);
    expect(memory.answer(exchange)).toEqual({ status: 404, body: '<Error/>' });
    expect(memory.filled).toEqual({});
  });

  describe('of an ECS service', () => {
    const forgetful = { serviceArn: ARN, launchType: 'EC2', deployments: [{ launchType: 'EC2' }] };
    const spot = [{ capacityProvider: 'spot', weight: 1 }];

    test('says back the capacity provider strategy in place of a launch type nobody asked for', () => {
      const { memory, sayJson } = memoryOf('ecs');
      sayJson('CreateService', { capacityProviderStrategy: spot }, { service: forgetful });
      expect(sayJson('DescribeServices', {}, { services: [forgetful] })).toEqual({
        services: [
          { serviceArn: ARN, capacityProviderStrategy: spot, deployments: [{ capacityProviderStrategy: spot }] },
        ],
      });
      expect(memory.filled).toEqual({
        'ecs.deployment.capacityProviderStrategy': 1,
        'ecs.service.capacityProviderStrategy': 1,
      });
    });

    test('says that all replicas run of those that it was told of, and of no others', () => {
      const memory = new EmulatorMemory(['web']);
      const described = (serviceName: string) => {
        const body = JSON.stringify({ services: [{ serviceArn: ARN, serviceName, desiredCount: 3, runningCount: 0 }] });
        const said = memory.answer({ service: 'ecs', action: 'DescribeServices', request: '{}', body, status: 200 });
        return JSON.parse(said.body).services[0].runningCount;
      };
      expect([described('web'), described('db')]).toEqual([3, 0]);
      expect(memory.filled).toEqual({ 'ecs.service.runningCount': 1 });
    });

    test('says what the latest write said, and what earlier ones said of the rest', () => {
      const { sayJson } = memoryOf('ecs');
      sayJson(
        'CreateService',
        { enableExecuteCommand: true, healthCheckGracePeriodSeconds: 60 },
        { service: forgetful },
      );
      sayJson('UpdateService', { healthCheckGracePeriodSeconds: 90 }, { service: forgetful });
      expect(sayJson('DescribeServices', {}, { services: [forgetful] }).services[0]).toMatchObject({
        enableExecuteCommand: true,
        healthCheckGracePeriodSeconds: 90,
      });
    });

    test('starts anew with a service that is created again under the same name', () => {
      const { sayJson } = memoryOf('ecs');
      sayJson('CreateService', { enableExecuteCommand: true }, { service: forgetful });
      expect(sayJson('CreateService', {}, { service: forgetful }).service).toEqual(forgetful);
    });

    test('invents nothing: not for a service it saw no write of, a refused write, or a field the emulator remembers', () => {
      const { memory, sayJson } = memoryOf('ecs');
      expect(sayJson('DescribeServices', {}, { services: [forgetful] })).toEqual({ services: [forgetful] });
      sayJson('CreateService', { enableExecuteCommand: true }, { __type: 'ClientException' }, 400);
      const remembered = { ...forgetful, placementStrategy: [{ type: 'spread' }] };
      sayJson('CreateService', { placementStrategy: [{ type: 'spread' }] }, { service: remembered });
      expect(memory.filled).toEqual({});
    });
  });

  describe('of security group rules', () => {
    const rule = (id: string, more = '') => `<item><securityGroupRuleId>${id}</securityGroupRuleId>${more}</item>`;

    test('says back the description that was written, escaped, and only where there is none', () => {
      const { memory, say } = memoryOf('ec2');
      say('AuthorizeSecurityGroupIngress', 'IpPermissions.1.Groups.1.Description=a+%26+%3Cb%3E', rule('sgr-1'));
      say('AuthorizeSecurityGroupEgress', 'IpPermissions.1.IpRanges.1.Description=own', rule('sgr-2'));
      const own = rule('sgr-2', '<description>own</description>');
      const reply = say('DescribeSecurityGroupRules', '', `<set>${rule('sgr-1')}${own}${rule('sgr-3')}</set>`);
      const said =
        '<item><description>a &amp; &lt;b&gt;</description><securityGroupRuleId>sgr-1</securityGroupRuleId></item>';
      expect(reply).toBe(`<set>${said}${own}${rule('sgr-3')}</set>`);
      expect(memory.filled).toEqual({ 'ec2.securityGroupRule.description': 1 });
    });

    test('follows a description that is changed', () => {
      const { say } = memoryOf('ec2');
      say('AuthorizeSecurityGroupIngress', 'IpPermissions.1.Groups.1.Description=old', rule('sgr-1'));
      const change = new URLSearchParams({
        'SecurityGroupRule.1.SecurityGroupRuleId': 'sgr-1',
        'SecurityGroupRule.1.SecurityGroupRule.Description': 'new',
      });
      say('ModifySecurityGroupRules', String(change), '<return>true</return>');
      expect(say('DescribeSecurityGroupRules', '', rule('sgr-1'))).toContain('<description>new</description>');
    });

    test('does not guess whose a description is when one call makes several rules', () => {
      const { say } = memoryOf('ec2');
      const two = `${rule('sgr-1')}${rule('sgr-2')}`;
      say('AuthorizeSecurityGroupIngress', 'IpPermissions.1.Groups.1.Description=first', two);
      expect(say('DescribeSecurityGroupRules', '', two)).toBe(two);
    });
  });

  test('takes the tags of a launch template out of what it launches, and leaves the tags of instances', () => {
    const { memory, say } = memoryOf('ec2');
    const tags = (type: string) =>
      `<item><resourceType>${type}</resourceType><tagSet><item><key>a</key><value>b</value></item></tagSet></item>`;
    const version = (set: string) => `<item><launchTemplateId>lt-1</launchTemplateId><tags>${set}</tags></item>`;
    const reply = say('DescribeLaunchTemplateVersions', '', version(tags('instance') + tags('launch-template')));
    expect(reply).toBe(version(tags('instance')));
    expect(memory.filled).toEqual({ 'ec2.launchTemplate.tagSpecifications': 1 });
  });

  test('accepts the instance refresh that follows a changed launch template, once per group in the count', () => {
    const { memory } = memoryOf('autoscaling');
    const refresh = { service: 'autoscaling', action: 'StartInstanceRefresh', status: 500, body: 'not implemented' };
    const reply = memory.answer({ ...refresh, request: 'Action=StartInstanceRefresh&AutoScalingGroupName=gpu' });
    expect(reply.status).toBe(200);
    expect(reply.body).toContain('<InstanceRefreshId>');
    expect(memory.filled).toEqual({ 'autoscaling.StartInstanceRefresh': 1 });
  });

  test('says back the warmup of an auto scaling group, and nothing where the emulator does', () => {
    const { memory, say } = memoryOf('autoscaling');
    const group = (name: string, more = '') =>
      `<member><AutoScalingGroupName>${name}</AutoScalingGroupName><AutoScalingGroupARN>a</AutoScalingGroupARN>${more}</member>`;
    say('CreateAutoScalingGroup', 'AutoScalingGroupName=gpu&DefaultInstanceWarmup=300', '<ok/>');
    say('CreateAutoScalingGroup', 'AutoScalingGroupName=cpu', '<ok/>');
    say('UpdateAutoScalingGroup', 'AutoScalingGroupName=cpu&DefaultInstanceWarmup=60', 'no', 400);
    expect(say('DescribeAutoScalingGroups', '', group('gpu') + group('cpu'))).toBe(
      '<member><AutoScalingGroupName>gpu</AutoScalingGroupName><DefaultInstanceWarmup>300</DefaultInstanceWarmup>' +
        `<AutoScalingGroupARN>a</AutoScalingGroupARN></member>${group('cpu')}`,
    );
    const known = group('gpu', '<DefaultInstanceWarmup>300</DefaultInstanceWarmup>');
    expect(say('DescribeAutoScalingGroups', '', known)).toBe(known);
    expect(memory.filled).toEqual({ 'autoscaling.group.defaultInstanceWarmup': 1 });
  });

  test('says back how many hosts of a group stay while some are replaced, also after an update of something else', () => {
    const { memory, say } = memoryOf('autoscaling');
    const asked = 'AutoScalingGroupName=one&InstanceMaintenancePolicy.MinHealthyPercentage=0';
    say('CreateAutoScalingGroup', `${asked}&InstanceMaintenancePolicy.MaxHealthyPercentage=100`, '<ok/>');
    say('UpdateAutoScalingGroup', 'AutoScalingGroupName=one&MaxSize=1', '<ok/>');
    const name = '<AutoScalingGroupName>one</AutoScalingGroupName>';
    const arn = '<AutoScalingGroupARN>a</AutoScalingGroupARN>';
    const policy = '<MinHealthyPercentage>0</MinHealthyPercentage><MaxHealthyPercentage>100</MaxHealthyPercentage>';
    expect(say('DescribeAutoScalingGroups', '', name + arn)).toBe(
      `${name}<InstanceMaintenancePolicy>${policy}</InstanceMaintenancePolicy>${arn}`,
    );
    expect(memory.filled).toEqual({ 'autoscaling.group.instanceMaintenancePolicy': 1 });
  });

  test('does not say that a lifecycle hook notifies anybody', () => {
    const { memory, say } = memoryOf('autoscaling');
    const hook = (more: string) => `<member><AutoScalingGroupName>one</AutoScalingGroupName>${more}</member>`;
    const targets = '<RoleARN>r</RoleARN><NotificationTargetARN>q</NotificationTargetARN>';
    expect(say('DescribeLifecycleHooks', '', hook(targets))).toBe(hook(''));
    expect(say('DescribeLifecycleHooks', '', hook(''))).toBe(hook(''));
    expect(memory.filled).toEqual({ 'autoscaling.lifecycleHook.notificationTargetArn': 1 });
  });

  test('keeps the tags of a scalable target, which the emulator cannot', () => {
    const { memory, sayJson } = memoryOf('application-autoscaling');
    const missing = { message: 'not implemented' };
    sayJson('RegisterScalableTarget', { Tags: { a: '1', b: '2' } }, { ScalableTargetARN: 't' });
    sayJson('TagResource', { ResourceARN: 't', Tags: { b: '3', c: '4' } }, missing, 500);
    sayJson('UntagResource', { ResourceARN: 't', TagKeys: ['a'] }, missing, 500);
    const list = { service: 'application-autoscaling', action: 'ListTagsForResource', status: 500, body: '' };
    const reply = memory.answer({ ...list, request: JSON.stringify({ ResourceARN: 't' }) });
    expect(reply).toEqual({ status: 200, body: JSON.stringify({ Tags: { b: '3', c: '4' } }) });
    memory.forget();
    expect(sayJson('ListTagsForResource', { ResourceARN: 't' }, missing, 500)).toEqual({ Tags: {} });
  });

  test('says the tags of a backup vault, which the emulator looks for in the wrong place', () => {
    const memory = new EmulatorMemory();
    const arn = 'arn:aws:backup:us-east-1:123456789012:backup-vault:prod-ads';
    const say = (action: string, request: object, body: object, path = '') =>
      memory.answer({
        service: 'backup',
        action,
        path,
        request: JSON.stringify(request),
        body: JSON.stringify(body),
        status: 200,
      }).body;
    const at = encodeURIComponent(arn);
    say('CreateBackupVault', { BackupVaultTags: { a: '1', b: '2' } }, { BackupVaultArn: arn });
    say('TagResource', { Tags: { b: '3' } }, {}, `/tags/${at}`);
    say('UntagResource', { TagKeyList: ['a'] }, {}, `/untag/${at}`);
    expect(JSON.parse(say('ListTags', {}, { Tags: {} }, `/tags/${at}/`))).toEqual({ Tags: { b: '3' } });
    expect(JSON.parse(say('ListTags', {}, { Tags: {} }, '/tags/arn%3Aother'))).toEqual({ Tags: {} });
    expect(memory.filled).toEqual({ 'backup.ListTags': 1 });
  });

  test('says back where a function logs', () => {
    const { memory, sayJson } = memoryOf('lambda');
    const LoggingConfig = { LogFormat: 'JSON', LogGroup: '/dev/ads/hook' };
    const reply = { Configuration: { FunctionName: 'hook', Timeout: 60 }, Code: {} };
    sayJson('CreateFunction', { FunctionName: 'hook', LoggingConfig }, { FunctionName: 'hook' }, 201);
    expect(sayJson('GetFunction', {}, reply)).toEqual({
      ...reply,
      Configuration: { ...reply.Configuration, LoggingConfig },
    });
    expect(sayJson('GetFunction', {}, { Configuration: { FunctionName: 'other' } })).toEqual({
      Configuration: { FunctionName: 'other' },
    });
    expect(memory.filled).toEqual({ 'lambda.function.loggingConfig': 1 });
  });

  describe('of a queue', () => {
    const url = 'http://localhost/123456789012/dead';
    const policy = '{"redrivePermission":"byQueue"}';
    const attributes = { QueueArn: 'arn:aws:sqs:us-east-1:123456789012:dead' };

    test('says its policies as they were written, and which queues may send it dead letters', () => {
      const { memory, sayJson } = memoryOf('sqs');
      const unknown = { message: 'Unknown Attribute RedriveAllowPolicy.' };
      const read = (name: string, body: object, status = 200) =>
        sayJson('GetQueueAttributes', { QueueUrl: url, AttributeNames: [name] }, body, status);
      const write = (text: string) =>
        sayJson('SetQueueAttributes', { QueueUrl: url, Attributes: { RedriveAllowPolicy: text } }, {});
      sayJson('CreateQueue', { QueueName: 'dead', Attributes: { Policy: '{"a":1}' } }, { QueueUrl: url });
      expect(read('RedriveAllowPolicy', unknown, 400)).toEqual({ Attributes: {} });
      write(policy);
      expect(read('All', { Attributes: { ...attributes, Policy: '' } })).toEqual({
        Attributes: { ...attributes, Policy: '{"a":1}', RedriveAllowPolicy: policy },
      });
      expect(read('RedriveAllowPolicy', unknown, 400)).toEqual({ Attributes: { RedriveAllowPolicy: policy } });
      expect(read('QueueArn', { Attributes: attributes })).toEqual({ Attributes: attributes });
      write('');
      expect(read('RedriveAllowPolicy', unknown, 400)).toEqual({ Attributes: {} });
      expect(memory.filled).toEqual({ 'sqs.queue.Policy': 1, 'sqs.queue.RedriveAllowPolicy': 1 });
    });

    test('that does not exist stays so', () => {
      const { sayJson } = memoryOf('sqs');
      const gone = { __type: 'QueueDoesNotExist' };
      const asked = { QueueUrl: url, AttributeNames: ['RedriveAllowPolicy'] };
      expect(sayJson('GetQueueAttributes', asked, gone, 400)).toEqual(gone);
    });
  });
});
