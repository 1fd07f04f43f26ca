import { deepStrictEqual, match } from 'node:assert';
import type { EmulatedAws } from '../support/emulated-aws';
import { stopped } from '../support/failure-events';
import type { Platform } from './platform';
import type { Setting } from './setting';

/** What is deployed as the function: plain JavaScript. */
const { handle } = require('../../constructs/aws/failure-card/index.js') as {
  handle(event: object, settings: Settings, world: object): Promise<void>;
};

interface Settings {
  readonly cluster: string;
  readonly topics: readonly string[];
}

interface Message {
  readonly Subject: string;
  readonly Message: string;
}

const ECS = 'AmazonEC2ContainerServiceV20141113';
const SQS = 'AmazonSQS';

/**
 * The function that tells of failures, as it is deployed and with the settings that it was deployed with, against the emulator: a container of a
 * revision that was applied fails, its log is found in that revision, and a queue that reads the topic gets one message. The emulator runs no
 * function, so it is called here; its clients are those of this test.
 */
export async function tryFailures({ report }: Setting, { aws }: Pick<Platform, 'aws'>): Promise<void> {
  await report.check(
    'platform: a replica that fails is one message to the topic, with its container and its log',
    async () => {
      const { Environment } = JSON.parse(
        await aws.rest('lambda', 'GET', '/2015-03-31/functions/trial-failures/configuration'),
      ) as { Environment: { Variables: { SETTINGS: string } } };
      const settings = JSON.parse(Environment.Variables.SETTINGS) as Settings;
      const [topic = ''] = settings.topics;
      const queue = await reader(aws, topic);
      const { taskDefinition } = await aws.json<{ taskDefinition: { taskDefinitionArn: string } }>(
        'ecs',
        `${ECS}.DescribeTaskDefinition`,
        { taskDefinition: 'trial-ads-bidder' },
      );
      const counted: unknown[] = [];
      await handle(
        stopped({
          stopCode: 'EssentialContainerExited',
          stoppedReason: 'Essential container in task exited',
          taskDefinitionArn: taskDefinition.taskDefinitionArn,
          containers: [{ name: 'main', exitCode: 139 }],
        }),
        { ...settings, topics: [topic] },
        world(aws, counted),
      );
      const messages = await received(aws, queue);
      deepStrictEqual(
        messages.map(({ Subject }) => Subject),
        ['trial: ads-bidder stopped (main, exit code 139)'],
      );
      match(messages[0]?.Message ?? '', /^Exit code {3}139: a memory fault of the program$/m);
      match(messages[0]?.Message ?? '', /--log-group-name '\/trial\/ads\/bidder' --log-stream-name '[^']+\/main\//);
      deepStrictEqual(counted, [{ MetricName: 'Restarts', Dimensions: ['trial', 'ads-bidder'] }]);
      await handle({ 'detail-type': 'Scheduled Event' }, settings, world(aws, counted));
      deepStrictEqual(counted.slice(1), [{ MetricName: 'DisconnectedAgents', Dimensions: ['trial'] }]);
    },
  );
}

/** What the function sees of AWS. */
function world(aws: EmulatedAws, counted: unknown[]) {
  const ecs = (name: string) => (body: object) => aws.json('ecs', `${ECS}.${name}`, body);
  return {
    now: Date.now,
    say: () => {},
    told: new Map(),
    ecs: {
      describeTaskDefinition: ecs('DescribeTaskDefinition'),
      listContainerInstances: ecs('ListContainerInstances'),
    },
    sns: {
      publish: (sent: Readonly<Record<string, string>>) =>
        aws.rest(
          'sns',
          'POST',
          '/',
          new URLSearchParams({ Action: 'Publish', Version: '2010-03-31', ...sent }).toString(),
          FORM,
        ),
    },
    cloudwatch: {
      putMetricData: async ({ MetricData: [datum] }: { MetricData: readonly [Datum] }) => {
        const { MetricName, Dimensions } = datum;
        counted.push({ MetricName, Dimensions: Dimensions.map(({ Value }) => Value) });
      },
    },
  };
}

interface Datum {
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Value: string }[];
}

/** A queue that is told what the topic is; its URL. It goes with the emulator. */
async function reader(aws: EmulatedAws, topic: string): Promise<string> {
  const { QueueUrl } = await aws.json<{ QueueUrl: string }>('sqs', `${SQS}.CreateQueue`, { QueueName: 'reads-alarms' });
  const asked = { AttributeNames: ['QueueArn'], QueueUrl };
  const { Attributes } = await aws.json<{ Attributes: { QueueArn: string } }>(
    'sqs',
    `${SQS}.GetQueueAttributes`,
    asked,
  );
  const subscription = { TopicArn: topic, Protocol: 'sqs', Endpoint: Attributes.QueueArn };
  const body = new URLSearchParams({ Action: 'Subscribe', Version: '2010-03-31', ...subscription });
  await aws.rest('sns', 'POST', '/', body.toString(), FORM);
  return QueueUrl;
}

async function received(aws: EmulatedAws, QueueUrl: string): Promise<Message[]> {
  const asked = { QueueUrl, MaxNumberOfMessages: 10 };
  const { Messages = [] } = await aws.json<{ Messages?: { Body: string }[] }>('sqs', `${SQS}.ReceiveMessage`, asked);
  await aws.json('sqs', `${SQS}.DeleteQueue`, { QueueUrl });
  return Messages.map(({ Body }) => JSON.parse(Body) as Message);
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
