import { listed } from '../../preview/code/synthesized';
import { atPath, type Estate } from '../estate';
import { attributes, is, isSet, isUnset, type Judgement } from '../judgements';
import { Late } from '../late';
import { fails, type Outcome, type Rule, unsure } from '../rule';

const EFS = 'aws_efs_file_system';
const EBS = 'aws_ebs_volume';

/** A path of its own, below the root of the file system. */
const isOwnPath: Judgement = (value) =>
  value instanceof Late ? undefined : typeof value === 'string' && value.replace(/\/+$/, '') !== '';

/** What selects by tag is not followed. */
function backups(estate: Estate): Outcome[] {
  const selections = estate.of('aws_backup_selection');
  return estate.of(EFS, EBS).flatMap((store) => {
    const selected = estate.pointingTo(store, 'aws_backup_selection', 'resources');
    if (selected.length > 0) return [];
    const byTag = selections.some(({ values }) => atPath(values, 'selection_tag') !== undefined);
    const isLoose = estate.hasLoose('aws_backup_selection', 'resources', [store.type]);
    if (byTag || isLoose) return unsure(store, 'backups', 'what the selections of backups choose');
    return estate.pointingTo(store, 'aws_efs_backup_policy', 'file_system_id').length > 0
      ? []
      : fails(store, 'backups', 'is not backed up');
  });
}

function snapshots(estate: Estate): Outcome[] {
  const copies = estate.of('aws_dlm_lifecycle_policy').flatMap((policy) => {
    const schedules = listed(atPath(policy.values, 'policy_details.schedule'));
    return schedules
      .flatMap((schedule) => listed(atPath(schedule, 'cross_region_copy_rule')))
      .flatMap((rule) => {
        const encrypted = atPath(rule, 'encrypted');
        if (encrypted instanceof Late) return unsure(policy, 'copies', 'whether its copies are encrypted');
        return is(true)(encrypted) ? [] : fails(policy, 'copies', 'copies snapshots unencrypted');
      });
  });
  const shared = estate
    .of('aws_snapshot_create_volume_permission', 'aws_ami_launch_permission')
    .filter(({ values }) => values.account_id === undefined || values.group === 'all')
    .flatMap((one) => fails(one, 'everybody', 'gives it to everybody'));
  return [...copies, ...shared];
}

/** What says that it is protected is; a plan does not tell how Terraform treats it, so there the code is asked. */
function protections(estate: Estate): Outcome[] {
  return estate.resources.flatMap((resource) => {
    const source = resource.written ?? resource.values;
    const tags = source.tags instanceof Late ? undefined : source.tags;
    const tag = atPath(tags, 'stowage:protect');
    const isKept = String(atPath(source, 'lifecycle.prevent_destroy') ?? false) === 'true';
    const isTold = resource.written !== undefined || source.lifecycle !== undefined || tag === undefined;
    if (!isTold || (tag === 'true') === isKept) return [];
    return fails(
      resource,
      'protection',
      isKept ? 'is kept, and its tag does not say so' : 'says that it is protected, and can be destroyed',
    );
  });
}

export const STORAGE: readonly Rule[] = [
  attributes(
    EBS,
    {
      id: 'MLP-DATA-1',
      severity: 'high',
      title: 'Volumes are encrypted',
      fix: 'set encrypted to true: to change it later makes the volume anew, empty',
    },
    { path: 'encrypted', good: is(true), says: 'is not encrypted' },
  ),
  attributes(
    EFS,
    {
      id: 'MLP-DATA-2',
      severity: 'high',
      title: 'File systems are encrypted',
      fix: 'set encrypted to true: to change it later makes the file system anew, empty',
    },
    { path: 'encrypted', good: is(true), says: 'is not encrypted' },
  ),
  attributes(
    'aws_fsx_lustre_file_system',
    {
      id: 'MLP-DATA-3',
      severity: 'medium',
      title: 'File systems of Lustre that stay have a key',
      fix: 'name a kms_key_id when it is made',
    },
    {
      path: 'kms_key_id',
      good: isSet,
      says: 'has no key of its own',
      unless: ({ values }) => is('SCRATCH_1', 'SCRATCH_2')(values.deployment_type ?? 'SCRATCH_1') === true,
    },
  ),
  {
    id: 'MLP-DATA-4',
    severity: 'medium',
    title: 'What remembers is backed up',
    fix: 'name it in an aws_backup_selection',
    types: [EFS, EBS, 'aws_backup_selection'],
    check: backups,
  },
  attributes(
    'aws_efs_access_point',
    {
      id: 'MLP-DATA-5',
      severity: 'medium',
      title: 'Access points are somebody, below the root',
      fix: 'give it a posix_user and a root_directory',
    },
    { path: 'root_directory.path', good: isOwnPath, says: 'opens the whole file system' },
    {
      path: 'posix_user.gid',
      good: (value) => (value instanceof Late ? undefined : value !== undefined),
      says: 'lets its callers say who they are',
    },
  ),
  {
    id: 'MLP-DATA-9',
    severity: 'high',
    title: 'What says that it is protected is',
    fix: 'set lifecycle.prevent_destroy where the tag stowage:protect is true, and nowhere else',
    types: [EFS, EBS, 'aws_s3_bucket', 'aws_backup_vault', 'aws_kms_key', 'aws_sqs_queue', 'aws_ecr_repository'],
    check: protections,
  },
  {
    id: 'MLP-DATA-6',
    severity: 'high',
    title: 'Snapshots are encrypted, and nobody else has them',
    fix: 'encrypt copies, and name the accounts that may have them',
    types: ['aws_dlm_lifecycle_policy', 'aws_snapshot_create_volume_permission', 'aws_ami_launch_permission'],
    check: snapshots,
  },
  attributes(
    'aws_backup_vault',
    {
      id: 'MLP-DATA-7',
      severity: 'medium',
      title: 'Backups are not deleted with their vault',
      fix: 'leave out force_destroy',
    },
    { path: 'force_destroy', good: isUnset(false), says: 'is destroyed with all that is in it' },
  ),
];
