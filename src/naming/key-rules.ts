/** What a name that a user gives to one kind of thing may look like. */
export interface KeyRule {
  /** Longest name, chosen so that names composed of it can still be read. */
  readonly max: number;
  /** What a name without a usable beginning gets before it. */
  readonly prefix: string;
  /** Names and beginnings of names that cannot be used, with the reason. */
  readonly reserved: readonly { readonly pattern: RegExp; readonly why: string }[];
}

/** A name that people might take for AWS's own, and that several services refuse alone. */
const AWS_WORD = { pattern: /^aws$/, why: 'AWS keeps the word for itself' };

/** The only legal label among the names that every object of JavaScript has: cdktf takes it for an id that is in use. */
const OBJECTS_WORD = { pattern: /^constructor$/, why: 'a word that every object of JavaScript keeps for itself' };

const WORDS = [AWS_WORD, OBJECTS_WORD];

/** The environment is the first part of every name, so what AWS refuses as a beginning is refused here. */
const BEGINNINGS = [
  { pattern: /^(aws|ecs|fargate)/, why: "no ECS capacity provider may begin with 'aws', 'ecs' or 'fargate'" },
  { pattern: /^ssm/, why: "no SSM parameter may begin with 'ssm'" },
  { pattern: /^internal($|-)/, why: "no load balancer may begin with 'internal-'" },
  { pattern: /^sg($|-)/, why: "no security group may begin with 'sg-'" },
  { pattern: /^sthree($|-)|^amzn-s3-demo($|-)/, why: 'no S3 bucket may begin with it' },
  OBJECTS_WORD,
  { pattern: /^default$/, why: 'AWS makes things of that name itself' },
];

/** Rules of the names that users write, by what is named. */
export const KEY_RULES = {
  environment: { max: 16, prefix: 'env', reserved: BEGINNINGS },
  system: { max: 32, prefix: 'sys', reserved: WORDS },
  team: { max: 32, prefix: 'team', reserved: WORDS },
  service: {
    max: 48,
    prefix: 'svc',
    reserved: [...WORDS, { pattern: /^localhost$/, why: 'in a container it is the container itself' }],
  },
  image: { max: 48, prefix: 'img', reserved: WORDS },
  job: { max: 48, prefix: 'job', reserved: WORDS },
  volume: { max: 32, prefix: 'vol', reserved: WORDS },
  queue: { max: 32, prefix: 'queue', reserved: WORDS },
  fleet: { max: 24, prefix: 'fleet', reserved: WORDS },
  cluster: { max: 24, prefix: 'cluster', reserved: WORDS },
  gateway: { max: 24, prefix: 'gw', reserved: WORDS },
  metric: { max: 32, prefix: 'metric', reserved: WORDS },
  schedule: { max: 32, prefix: 'schedule', reserved: WORDS },
  // ECS takes 64 characters; 15 make it a service name in the sense of RFC 6335, section 5.1.
  port: { max: 15, prefix: 'port', reserved: WORDS },
} as const satisfies Record<string, KeyRule>;

/** Something that a user gives a name. */
export type KeyKind = keyof typeof KEY_RULES;
