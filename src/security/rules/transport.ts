import type { Estate, Resource } from '../estate';
import { fails, type Outcome, type Rule, unsure } from '../rule';
import { type PolicyStatement, policyOf, said } from '../statements';
import { isTlsOnly } from './policies';

/** A store, and the resource that has its policy: itself, or one that points to it. */
interface Store {
  readonly type: string;
  readonly policies: readonly { readonly type: string; readonly by: string }[];
  readonly own?: string;
}

function policiesOf(estate: Estate, store: Resource, { policies, own }: Store) {
  const beside = policies.flatMap(({ type, by }) =>
    estate.pointingTo(store, type, by).map(({ values }) => values.policy),
  );
  const isLoose = policies.some(({ type, by }) => estate.hasLoose(type, by, [store.type]));
  const all = [...beside, ...(own !== undefined && store.values[own] !== undefined ? [store.values[own]] : [])];
  return { all, isLoose };
}

function tlsOnly(store: Store, covers: (statement: PolicyStatement) => boolean = () => true) {
  return (estate: Estate): Outcome[] =>
    estate.of(store.type).flatMap((resource) => {
      const { all, isLoose } = policiesOf(estate, resource, store);
      const statements = all.map(policyOf);
      if (statements.some((some) => some?.some((one) => isTlsOnly(one) && covers(one)))) return [];
      if (isLoose || statements.includes(undefined)) return unsure(resource, 'transport', 'its policy');
      return fails(resource, 'transport', 'takes requests that are not encrypted');
    });
}

/** The bucket and what is in it are two resources. */
function coversBucket({ resources }: PolicyStatement): boolean {
  const texts = resources.map(said);
  return (
    texts.includes('*') || (texts.some((text) => text.endsWith('/*')) && texts.some((text) => !text.endsWith('/*')))
  );
}

const BUCKET: Store = { type: 'aws_s3_bucket', policies: [{ type: 'aws_s3_bucket_policy', by: 'bucket' }] };
const QUEUE: Store = {
  type: 'aws_sqs_queue',
  own: 'policy',
  policies: [{ type: 'aws_sqs_queue_policy', by: 'queue_url' }],
};
const TOPIC: Store = {
  type: 'aws_sns_topic',
  own: 'policy',
  policies: [{ type: 'aws_sns_topic_policy', by: 'arn' }],
};
const FILES: Store = {
  type: 'aws_efs_file_system',
  policies: [{ type: 'aws_efs_file_system_policy', by: 'file_system_id' }],
};

const rule = (id: string, what: string, store: Store, covers?: (statement: PolicyStatement) => boolean): Rule => ({
  id,
  severity: 'high',
  title: `${what} refuse what is not encrypted on its way`,
  fix: 'deny everybody every action on the condition that aws:SecureTransport is false',
  types: [store.type, ...store.policies.map(({ type }) => type)],
  check: tlsOnly(store, covers),
});

export const TRANSPORT: readonly Rule[] = [
  rule('MLP-S3-6', 'Buckets', BUCKET, coversBucket),
  rule('MLP-SQS-2', 'Queues', QUEUE),
  rule('MLP-SNS-2', 'Topics', TOPIC),
  rule('MLP-DATA-8', 'File systems', FILES),
];
