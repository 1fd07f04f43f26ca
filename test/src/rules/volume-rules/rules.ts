import type { Rule } from '../../../support/rule-table';

/**
 * The rules of volumes that Terraform does not know: of EBS, EFS, FSx for Lustre, Mountpoint for S3, mount paths and what is kept. Collected
 * 2026-11 from the API references of AWS, its SDKs, AWS ParallelCluster and the EBS CSI driver; each case names its own source.
 */
const ALL = {
  'EBS-01': { says: 'A size is in the range of its volume type.' },
  'EBS-02': { says: 'Operations a second are in the range of the type; io2 must say them.' },
  'EBS-03': { says: 'Operations a second are bounded by the size.' },
  'EBS-04': { says: 'Only gp3 has a throughput of its own, in a range.' },
  'EBS-05': { says: 'Throughput is bounded by operations a second.' },
  'EBS-06': { says: 'What ECS makes for a task has lower ceilings than EBS.' },
  'EBS-07': { says: 'ECS makes one volume for a task, by a role for that, on hosts that can have it.' },
  'EBS-08': { says: 'A volume of a task is deleted with it, so that nothing persistent is on it.' },
  'EBS-09': { says: 'A volume begins with a snapshot or empty; nobody only reads what is empty.' },
  'EBS-10': { says: 'A volume is in one zone, and so is whoever mounts it.' },
  'EBS-11': { says: 'A volume has one writer.' },
  'EBS-12': { says: 'A volume on several hosts at once breaks a file system that does not know of it.' },
  'EBS-13': { says: 'A host takes so many volumes.' },
  'EBS-14': { says: 'A host moves so much to and from all its volumes.' },
  'EBS-15': { says: 'Disks of HDD are no place for models and checkpoints, and boot nothing.' },
  'EBS-16': { says: 'A volume is encrypted; a key is of its region.' },
  'EBS-17': { says: 'Backups have schedules, lifetimes and places that AWS takes.' },
  'EBS-18': {
    says: 'Some types have two EBS cards, and volumes may be put on either.',
    held: {
      why: 'a host mounts one volume, so that there is nothing to spread',
      file: 'test/src/rules/volume-rules/ebs-mounted.ts',
      test: 'a second volume that one host mounts',
    },
  },
  'EFS-01': { says: 'Max I/O goes neither with elastic throughput nor with one zone.' },
  'EFS-02': { says: 'Provisioned throughput is in a range.' },
  'EFS-03': { says: 'There is one mount target in each zone; a file system of one zone has one.' },
  'EFS-04': { says: 'Permissions and access points need encryption in transit, and the root of the file system.' },
  'EFS-05': { says: 'An access point makes the directory that it shows, of so many parts at most.' },
  'EFS-06': {
    says: 'NFS is open from whoever mounts it, and a mount target is where that is.',
    held: {
      why: 'mounting makes the rules of both security groups, and every zone has a target',
      file: 'test/constructs/aws/shared-volume.test.ts',
      test: 'opens NFS between the two and nothing else, and says no address',
    },
  },
  'FSX-01': { says: 'A size is one of those of its deployment.' },
  'FSX-02': { says: 'A throughput is one of those of its deployment; scratch has none to say.' },
  'FSX-03': { says: 'Intelligent tiering has rules of its own.' },
  'FSX-04': { says: 'Operations on metadata are said when a file system is made, or never.' },
  'FSX-05': { says: 'Elastic fabric adapters need a file system that is made for them.' },
  'FSX-06': { says: 'A file system is in one subnet, and whoever mounts it in its zone.' },
  'FSX-07': { says: 'Up to eight buckets stand behind directories that do not lie within each other.' },
  'FSX-08': { says: 'Only persistent file systems without buckets behind them have backups.' },
  'FSX-09': { says: 'HDD is for PERSISTENT_1, a read cache for HDD, a key for what is persistent.' },
  'FSX-10': { says: 'PERSISTENT_2 and metadata settings need newer versions of Lustre.' },
  'FSX-11': {
    says: 'Ports 988 and 1018 to 1023 are open among servers and between them and their clients, before it is made.',
    held: {
      why: 'the volume makes the rules among its servers, and mounting makes those of clients, both ways',
      file: 'test/constructs/aws/lustre-volume.test.ts',
      test: 'opens both ways between hosts and servers (FSX-11), and nothing to the tasks',
    },
  },
  'FSX-12': { says: 'ECS knows no volumes of Lustre: hosts mount it, all of it.' },
  'MNT-01': { says: 'Mount paths are absolute, apart from each other, and none that the image needs.' },
  'RET-01': { says: 'What remembers is kept and backed up, unless somebody says otherwise.' },
  'S3M-01': { says: 'A bucket that shows as files is read, and not written.' },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof ALL;

export const RULES: Readonly<Record<RuleId, Rule>> = ALL;
