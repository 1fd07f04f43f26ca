import type { Problem } from '../errors';
import { show } from '../spec/parse';

/** What an image must be made for. */
export interface HostTraits {
  readonly arch: 'amd64' | 'arm64';
  readonly accelerator: string;
}

const ROOT = '/aws/service/ecs/optimized-ami/amazon-linux-2023';
const MACHINE = { amd64: 'x86_64', arm64: 'arm64' } as const;

/**
 * The SSM parameter that holds the id of an ECS-optimized Amazon Linux 2023 image, for `resolve:ssm:`.
 * Source: ECS developer guide, "Retrieving Amazon ECS-optimized Linux AMI metadata", 2026-11.
 */
export function amiParameter(release: string, { arch, accelerator }: HostTraits): string {
  const variant =
    accelerator === 'nvidia' ? '/gpu' : accelerator === 'neuron' ? '/neuron' : arch === 'arm64' ? '/arm64' : '';
  return `${ROOT}${variant}/${release === 'latest' ? 'recommended' : release}/image_id`;
}

/** `image_id` of a launch template: the id as it is, a name by the parameter that holds its id. */
export function imageId(release: string, traits: HostTraits): string {
  return isImageId(release) ? release : `resolve:ssm:${amiParameter(release, traits)}`;
}

/**
 * Whether a refresh of hosts may be told to roll back: AWS refuses that for a template that names its image by a parameter.
 * Source: EC2 Auto Scaling user guide, "Undo changes with a manual or auto rollback", Considerations, 2026-11.
 */
export function canRollBack(release: string): boolean {
  return isImageId(release);
}

function isImageId(release: string): boolean {
  return /^ami-[0-9a-f]+$/.test(release);
}

/** The day of a pinned release, '20251108'; undefined of the latest, and of an id. */
export function releaseDay(release: string): string | undefined {
  return /^al2023-ami-ecs-.*\.(\d{8})-/.exec(release)?.[1];
}

/** The latest release is legal, and moves. Fields are those of what says it. */
export function movingImage({ amiRelease }: { readonly amiRelease: string }): Problem[] {
  if (amiRelease !== 'latest') return [];
  const problem = "is 'latest': hosts get new images without a plan that shows it";
  return [{ code: 'MovingImage', field: 'amiRelease', problem, fix: 'pin a release' }];
}

/** A pinned release must be made for the machines of the fleet: its name says for which. */
export function checkAmiRelease(release: string, { arch, accelerator }: HostTraits, field: string): Problem[] {
  // Of an id only AWS knows what it is made for.
  if (release === 'latest' || isImageId(release)) return [];
  const wanted = MACHINE[arch];
  const flavour = accelerator === 'none' ? 'hvm' : accelerator === 'nvidia' ? 'gpu' : 'neuron';
  const rightMachine = release.includes(wanted);
  const rightFlavour = flavour === 'hvm' ? !/-(gpu|neuron)-/.test(release) : release.includes(`-${flavour}-`);
  if (release.startsWith('al2023-ami-ecs-') && rightMachine && rightFlavour) return [];
  const example = `al2023-ami-ecs-${flavour === 'hvm' ? '' : `${flavour}-`}hvm-2023.0.<date>-kernel-6.1-${wanted}${flavour === 'gpu' ? '-ebs' : ''}`;
  return [
    {
      code: 'AmiMismatch',
      field,
      problem: `is ${show(release)} but the fleet needs an ECS-optimized Amazon Linux 2023 image for ${wanted}${flavour === 'hvm' ? '' : ` with ${accelerator}`}`,
      fix: `use a name like '${example}'`,
    },
  ];
}
