import { instanceTypes } from '../../../src/catalog/ec2-instances';
import { checkEnvironment } from '../../../src/rules/check-environment';
import type { EnvironmentInput } from '../../../src/spec/environment';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { AMD64, testEnvironmentSpec } from '../../support/builders/test-environment';

type Row = Refusal<Partial<EnvironmentInput>>;

const judge = (environment: Partial<EnvironmentInput>) => checkEnvironment(testEnvironmentSpec(environment));

const fleet = { instanceTypes: ['m6i.large'], amiRelease: AMD64, maxHosts: 4 };
const amd64 = [...instanceTypes().values()]
  .filter((t) => t.arch === 'amd64' && t.accelerator === undefined)
  .map((t) => t.type);
const fleets = (count: number, types: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`fleet-${i}`, { ...fleet, instanceTypes: amd64.slice(0, types) }]),
  );
const bucket = (name: string): Partial<EnvironmentInput> => ({ backend: { kind: 's3', bucket: name } });
const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`tag-${i}`, 'x']));

const names: Row[] = [
  {
    what: 'a name that begins like those of AWS',
    code: 'InvalidName',
    field: 'name',
    refused: { name: 'ecs-test' },
    legal: { name: 'test-ecs' },
    says: "name is 'ecs-test', no ECS capacity provider may begin with 'aws', 'ecs' or 'fargate'; use 'env-ecs-test'",
  },
  {
    what: 'the name that systems have for a laptop',
    code: 'LaptopEnvironment',
    field: 'name',
    refused: { name: 'local' },
    legal: { name: 'locals' },
  },
  {
    what: 'a name of a fleet that ECS refuses',
    code: 'InvalidName',
    field: 'fleets.GPU',
    refused: { fleets: { GPU: fleet } },
    legal: { fleets: { gpu: fleet } },
  },
  {
    what: 'a name of a gateway that ELB refuses',
    code: 'InvalidName',
    field: 'gateways.my_gateway',
    refused: { gateways: { my_gateway: { kind: 'network' } } },
    legal: { gateways: { 'my-gateway': { kind: 'network' } } },
  },
  ...['My-State', 'ab', 'xn--state', 'a..b', '-state', `${'a'.repeat(64)}`].map((name) => ({
    what: `a bucket named '${name}'`,
    code: 'InvalidName',
    field: 'backend.bucket',
    refused: bucket(name),
    legal: bucket('my-state'),
  })),
];

const issuers = (...urls: string[]): Partial<EnvironmentInput> => ({
  accountSettings: { identityProviders: urls.map((url) => ({ url })) },
});

const parts: Row[] = [
  {
    what: 'an issuer of tokens twice',
    code: 'DuplicateIssuer',
    field: 'accountSettings.identityProviders.1.url',
    refused: issuers('https://ci.example.com', 'https://CI.example.com/'),
    legal: issuers('https://ci.example.com', 'https://ci.example.com/team'),
  },
  {
    what: 'more fleets than the contract has room for',
    code: 'ContractTooLarge',
    field: 'fleets',
    refused: { fleets: fleets(20, 40) },
    legal: { fleets: fleets(20, 1) },
  },
  {
    what: 'a zone of another region',
    code: 'ZoneOutsideRegion',
    field: 'zones.1',
    refused: { zones: ['us-east-1a', 'us-west-2b'] },
    legal: { zones: ['us-east-1a', 'us-east-1b'] },
    says: "zones.1 is 'us-west-2b', which is not a zone of us-east-1; use a name such as 'us-east-1a'",
  },
  {
    what: 'a network that is wrong',
    code: 'InvalidCidr',
    field: 'network.cidr',
    refused: { network: { cidr: '10.0.0.1/16' } },
    legal: { network: { cidr: '10.0.0.0/16' } },
  },
  {
    what: 'a fleet that is wrong',
    code: 'MinAboveMax',
    field: 'fleets.general.minHosts',
    refused: { fleets: { general: { ...fleet, minHosts: 5 } } },
    legal: { fleets: { general: { ...fleet, minHosts: 4 } } },
  },
  {
    what: 'a gateway that is wrong',
    code: 'HttpsWithoutCertificate',
    field: 'gateways.public.certificateArn',
    refused: { gateways: { public: { kind: 'application' } } },
    legal: { gateways: { public: { kind: 'network' } } },
  },
];

const marks: Row[] = [
  {
    what: "a tag under AWS's own beginning",
    code: 'ReservedTag',
    field: 'tags.aws:owner',
    refused: { tags: { 'aws:owner': 'ml' } },
    legal: { tags: { owner: 'ml' } },
  },
  {
    what: "a tag under the platform's own beginning",
    code: 'ReservedTag',
    field: 'iam.tags.stowage:protect',
    refused: { iam: { tags: { 'stowage:protect': 'false' } } },
    legal: { iam: { tags: { protect: 'false' } } },
  },
  {
    what: 'tags that differ in case alone',
    code: 'DuplicateTag',
    field: 'iam.tags.Owner',
    refused: { iam: { tags: { owner: 'a', Owner: 'b' } } },
    legal: { iam: { tags: { owner: 'a', coOwner: 'b' } } },
  },
  {
    what: 'a tag with a character that IAM refuses',
    code: 'InvalidTagKey',
    field: 'tags.who?',
    refused: { tags: { 'who?': 'ml' } },
    legal: { tags: { who: 'ml' } },
  },
  {
    what: 'a tag with a value that IAM refuses',
    code: 'InvalidTagValue',
    field: 'tags.owner',
    refused: { tags: { owner: 'ml & ads' } },
    legal: { tags: { owner: 'ml + ads' } },
  },
  {
    what: 'more tags than a resource has',
    code: 'TooManyTags',
    field: 'tags',
    refused: { tags: tags(45) },
    legal: { tags: tags(44) },
  },
];

describe('a name in an environment', () => describeRefusals(judge, names));
describe('a part of an environment', () => describeRefusals(judge, parts));
describe('a tag of an environment', () => describeRefusals(judge, marks));
