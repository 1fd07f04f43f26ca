import type { Rule } from '../rule';
import { BALANCERS } from './balancers';
import { BUCKETS } from './buckets';
import { CONTAINERS } from './containers';
import { EXPOSURE } from './exposure';
import { HOSTS } from './hosts';
import { IDENTITY } from './identity';
import { IMAGES_AND_SECRETS } from './images-and-secrets';
import { NETWORK } from './network';
import { OPERATIONS } from './operations';
import { POLICIES } from './policies';
import { STORAGE } from './storage';
import { TRANSPORT } from './transport';
import { TRUST } from './trust';

const FAMILIES = [
  'NET',
  'HOST',
  'CON',
  'SEC',
  'IAM',
  'POL',
  'DATA',
  'S3',
  'KMS',
  'LB',
  'LOG',
  'SQS',
  'SNS',
  'ECR',
  'STATE',
];

/** Every rule, by family and number. */
export const RULES: readonly Rule[] = [
  ...NETWORK,
  ...EXPOSURE,
  ...HOSTS,
  ...CONTAINERS,
  ...IMAGES_AND_SECRETS,
  ...IDENTITY,
  ...TRUST,
  ...POLICIES,
  ...STORAGE,
  ...TRANSPORT,
  ...BUCKETS,
  ...BALANCERS,
  ...OPERATIONS,
].sort((a, b) => orderOf(a.id) - orderOf(b.id));

function orderOf(id: string): number {
  const [, family = '', number = '0'] = id.split('-');
  return FAMILIES.indexOf(family) * 1000 + Number(number);
}
