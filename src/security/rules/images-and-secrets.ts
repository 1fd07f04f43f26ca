import { listed } from '../../preview/code/synthesized';
import { at } from '../../preview/nested-json';
import { type Container, containersOf, definitions, JOB, TASK } from '../containers';
import { atPath, type Estate } from '../estate';
import { isSet } from '../judgements';
import { Late } from '../late';
import { fails, type Outcome, type Rule, unsure } from '../rule';
import { hasSecretText, secretIn } from '../secrets';

/** Tags that everybody moves. */
const MOVING = /^(latest|main|master|dev|develop|development|staging|prod|production|stable|edge|nightly|test)$/i;

const IMAGE = /^(?<repository>[^@\s]+?)(?::(?<tag>[\w][\w.-]*))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

function pinned(estate: Estate, { resource, name, values: { image } }: Container): Outcome[] {
  const key = `${name}.image`;
  if (image instanceof Late) {
    const isRepository = /@sha256:[0-9a-f]{64}$/.test(image.text);
    return isRepository ? [] : unsure(resource, key, `the image of ${name}`);
  }
  const { repository = '', tag, digest } = IMAGE.exec(String(image))?.groups ?? {};
  if (digest !== undefined) return [];
  if (tag === undefined || MOVING.test(tag))
    return fails(resource, key, `${name} starts whatever '${tag ?? 'latest'}' is on that day`);
  const own = estate.of('aws_ecr_repository').find(({ values }) => repository.endsWith(`/${String(values.name)}`));
  if (own === undefined)
    return unsure(resource, key, `whether tags of ${repository.replace(/^[^/]*\//, '')} can be moved`);
  return atPath(own.values, 'image_tag_mutability') === 'IMMUTABLE'
    ? []
    : fails(resource, key, `${name} is named by a tag that can be moved`);
}

function environment(container: Container): Outcome[] {
  const { resource, name, values } = container;
  if (values.environment instanceof Late) return unsure(resource, `${name}.environment`, 'its environment');
  const variables = listed(values.environment).flatMap((variable) => {
    const [key, value] = [String(at(variable, 'name')), at(variable, 'value')];
    return variableSays(resource, `${name}.${key}`, key, value);
  });
  const words = [...listed(values.command), ...listed(values.entryPoint)].filter((one) => typeof one === 'string');
  const command = hasSecretText(words.join(' '))
    ? fails(resource, `${name}.command`, `${name} has what looks like a secret in its command`)
    : [];
  return [...variables, ...command];
}

function variableSays(resource: Container['resource'], key: string, name: string, value: unknown): Outcome[] {
  const why = secretIn(name, value);
  if (why !== undefined) return fails(resource, key, `has variable ${name}, which ${why}`);
  // An expression of names and addresses tells none; of anything else nobody knows.
  const isOpen = value instanceof Late && !isSet(value) && secretIn(name, 'x'.repeat(9)) !== undefined;
  return isOpen ? unsure(resource, key, `variable ${name}`) : [];
}

/** Functions, and parameters that are no secrets, hold settings for everybody to read. */
function elsewhere(estate: Estate): Outcome[] {
  const functions = estate.of('aws_lambda_function').flatMap((one) => {
    const variables = atPath(one.values, 'environment.variables');
    if (variables instanceof Late) return unsure(one, 'environment', 'its environment');
    return Object.entries((variables ?? {}) as Record<string, unknown>).flatMap(([name, value]) => [
      ...variableSays(one, name, name, value),
      ...(typeof value === 'string' && hasSecretText(value)
        ? fails(one, name, `has a secret in variable ${name}`)
        : []),
    ]);
  });
  const parameters = estate.of('aws_ssm_parameter').flatMap((one) => {
    const { type, name, value } = one.values;
    if (type === 'SecureString') return [];
    const last = String(name).split('/').at(-1) as string;
    const text = typeof value === 'string' ? value : value instanceof Late ? value.text : JSON.stringify(value ?? '');
    const why = secretIn(last, value) ?? (hasSecretText(text) ? 'has what looks like a secret in it' : undefined);
    return why === undefined ? [] : fails(one, 'value', `is a parameter in plain text that ${why}`);
  });
  return [...functions, ...parameters];
}

export const IMAGES_AND_SECRETS: readonly Rule[] = [
  {
    id: 'MLP-CON-7',
    severity: 'medium',
    title: 'Images are named by their digest, or by a tag that nobody can move',
    fix: 'name the digest, or make the tags of the repository IMMUTABLE',
    types: [TASK, JOB, 'aws_ecr_repository'],
    check: (estate) =>
      definitions(estate).flatMap((resource) =>
        (containersOf(resource) ?? []).flatMap((container) => pinned(estate, container)),
      ),
  },
  {
    id: 'MLP-CON-9',
    severity: 'critical',
    title: 'Environments and commands hold no secret',
    fix: 'keep it in a secret, and name that in secrets',
    types: [TASK, JOB],
    check: (estate) => definitions(estate).flatMap((resource) => (containersOf(resource) ?? []).flatMap(environment)),
  },
  {
    id: 'MLP-SEC-1',
    severity: 'critical',
    title: 'Functions and plain parameters hold no secret',
    fix: 'keep it in a secret, and let the role of the reader read that',
    types: ['aws_lambda_function', 'aws_ssm_parameter'],
    check: elsewhere,
  },
];
