import { type Problem, within } from '../errors';
import { own } from '../spec/own';
import { show } from '../spec/parse';
import type { ServiceSpec } from '../spec/service';
import { checkRepositoryName } from './check-image';

/** Longest name and most levels of a parameter (Systems Manager API reference, PutParameter, 2026-11). */
const LONGEST = 1011;
const MOST_LEVELS = 15;

/** A service that says its image twice or not at all, or takes it from a parameter that there cannot be. */
export function checkImageFrom({ image, imageFrom, secrets }: ServiceSpec): Problem[] {
  if (imageFrom === undefined)
    return image === undefined
      ? [{ code: 'NoImage', field: 'image', problem: 'is missing', fix: 'add it, or `imageFrom`' }]
      : [];
  const problems = checkParameter(imageFrom.parameter);
  if (image !== undefined)
    problems.push({
      code: 'TwoImages',
      field: 'imageFrom',
      problem: 'says which image, and so does `image`',
      fix: 'remove one; what differs between environments is said in each of them, and not above',
    });
  const secret = Object.keys(secrets).find((name) => {
    const reference = own(secrets, name);
    return reference !== undefined && 'parameter' in reference && reference.parameter === imageFrom.parameter;
  });
  if (secret !== undefined)
    problems.push({
      code: 'ImageParameterIsSecret',
      field: 'imageFrom.parameter',
      problem: `is ${show(imageFrom.parameter)}, which is also the secret ${secret}`,
      fix: 'use a parameter of type String of its own: whoever plans reads it, and the plan shows it',
    });
  return [...problems, ...within('imageFrom', checkRepositoryName(imageFrom.repository))];
}

function checkParameter(name: string): Problem[] {
  const wrong = whatIsWrong(name);
  if (wrong === undefined) return [];
  const fix = "use a path such as '/ads/bidder/image'";
  return [{ code: 'InvalidParameterName', field: 'imageFrom.parameter', problem: `is ${show(name)}, ${wrong}`, fix }];
}

function whatIsWrong(name: string): string | undefined {
  if (/:[\w.-]+$/.test(name)) return 'which names one version or label of a parameter, and that never changes';
  if (!/^(\/[\w.-]+)+$/.test(name)) return 'which is no path of letters, digits and ._-';
  if (/^\/(aws|ssm)/i.test(name)) return 'and AWS keeps that beginning for itself';
  const levels = name.split('/').length - 1;
  if (levels > MOST_LEVELS) return `which has ${levels} levels, and ${MOST_LEVELS} is the most`;
  return name.length > LONGEST ? `${name.length} characters, and ${LONGEST} is the most` : undefined;
}
