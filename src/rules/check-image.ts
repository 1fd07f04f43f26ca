import { type Problem, within } from '../errors';
import type { ImageSpec, RepositoryImage } from '../spec/image';
import { show } from '../spec/parse';
import { isPinned } from '../task/image-reference';

/** ECR's own rule for repository names (ECR API reference, CreateRepository, 2026-11). */
const REPOSITORY = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;

/** A tag as registries take it (OCI distribution specification 1.1). */
const TAG = /^\w[\w.-]{0,127}$/;

/** Images that no registry can have, or that may be another one tomorrow. */
export function checkImage(image: ImageSpec): Problem[] {
  if (typeof image === 'object' && 'build' in image) return [looseBuild(image.build)];
  return [...(typeof image === 'string' ? checkReference(image) : checkRepository(image)), ...checkPinned(image)];
}

/** A service of a system has its builds looked up before it is judged. */
function looseBuild(build: string): Problem {
  const problem = `is '${build}', and nothing here says how that is built: images belong to a system`;
  const fix = 'use `repository` and `digest`, as images.lock.json has them';
  return { code: 'LooseBuild', field: 'image.build', problem, fix };
}

function checkReference(image: string): Problem[] {
  const name = image.replace(/@sha256:[0-9a-f]{64}$/, '').replace(/:[^/:]*$/, '');
  const path =
    name.includes('/') && /[.:]|^localhost\//.test(name.split('/')[0] ?? '') ? name.replace(/^[^/]*\//, '') : name;
  // A late-bound reference is judged by the registry.
  if (image.includes('${') || REPOSITORY.test(path)) return [];
  const fix = "use a reference such as 'public.ecr.aws/nginx/nginx:1.27.5', in lower case";
  return [{ code: 'InvalidImage', field: 'image', problem: `is ${show(image)}, which no registry can have`, fix }];
}

/** A name that ECR takes for a repository. */
export function checkRepositoryName(repository: string): Problem[] {
  if (repository.length >= 2 && repository.length <= 256 && REPOSITORY.test(repository)) return [];
  const problem = `is ${show(repository)}, which ECR refuses`;
  const fix = "use lower-case letters, digits, '-', '_', '.' and '/', as in 'ads/bidder'";
  return [{ code: 'InvalidRepository', field: 'repository', problem, fix }];
}

function checkRepository({ repository, tag, digest }: RepositoryImage): Problem[] {
  const problems = within('image', checkRepositoryName(repository));
  if (tag !== undefined && !TAG.test(tag))
    problems.push({
      code: 'InvalidTag',
      field: 'image.tag',
      problem: `is ${show(tag)}`,
      fix: "use letters, digits, '.', '_' and '-', at most 128 of them",
    });
  if ((tag === undefined) === (digest === undefined))
    problems.push({
      code: 'ImageVersion',
      field: 'image',
      problem: tag === undefined ? 'has neither tag nor digest' : 'has both tag and digest',
      fix: 'give one of them',
    });
  return problems;
}

function checkPinned(image: string | RepositoryImage): Problem[] {
  const versionless = typeof image !== 'string' && image.tag === undefined && image.digest === undefined;
  if (versionless || isPinned(image)) return [];
  return [
    {
      code: 'UnpinnedImage',
      field: 'image',
      problem: `is ${show(typeof image === 'string' ? image : `${image.repository}:${image.tag}`)}, which may mean another image tomorrow`,
      fix: 'use a version tag or a digest',
    },
  ];
}
