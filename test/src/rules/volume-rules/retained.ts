import type { Problem } from '../../../../src/errors';
import type { Retained } from '../../../../src/spec/retained';
import { type Declared, decideRetention, unrecorded } from '../../../../src/storage/retained';
import { family } from './family';

interface History {
  readonly ledger: readonly Retained[];
  readonly declared: readonly Declared[];
  /** Where nothing may be written. */
  readonly isChecked?: boolean;
  /** Where the environment is protected no more. */
  readonly isOpen?: boolean;
}

/** What is kept in these histories. */
export const ENTRY: Retained = {
  environment: 'prod',
  stack: 'prod-ads-data',
  address: 'aws_efs_file_system.Volume-models',
  system: 'ads',
  part: 'volumes.models',
  zone: 'us-east-1a',
};
const THERE: Declared = { ...ENTRY, isProtected: true };
const GONE = { decision: 'keep', who: 'ann', why: 'nobody reads it any more' } as const;
const MADE: Retained = { ...ENTRY, fixed: { from: 'snap-1', sizeGiB: 100 } };
const FIELD = `${ENTRY.stack}.${ENTRY.address}`;

function judge({ ledger, declared, isChecked = false, isOpen = false }: History): readonly Problem[] {
  const { problems, ...recorded } = decideRetention(ledger, { name: 'prod', protect: !isOpen, systems: [] }, declared);
  return [...problems, ...(isChecked ? unrecorded(recorded) : [])];
}

/** What is kept. */
export const retained = family<History>(judge, [
  {
    rule: 'RET-01',
    source: 'terraform#17599: prevent_destroy vanishes with the code',
    what: 'a volume that leaves the spec, and nobody let it go',
    code: 'DroppedData',
    field: FIELD,
    refused: { ledger: [ENTRY], declared: [] },
    legal: { ledger: [{ ...ENTRY, gone: GONE }], declared: [] },
    says: `${FIELD} was 'volumes.models' of system 'ads', and the spec has it no more: the next deploy would destroy it; put it back, say movedFrom: 'ads' of a system that was renamed, or let it go in retained.json with gone: { decision: 'keep', who, why }; to delete it, put it back, say 'delete' there and deploy, and take it out after that`,
  },
  {
    rule: 'RET-01',
    source: 'Terraform documentation, "removed block"',
    what: 'a volume that was let go, and is in the spec',
    code: 'KeptAndDeclared',
    field: FIELD,
    refused: { ledger: [{ ...ENTRY, gone: GONE }], declared: [THERE] },
    legal: { ledger: [ENTRY], declared: [THERE] },
  },
  {
    rule: 'RET-01',
    source: 'AWS ParallelCluster, DeletionPolicyValidator',
    what: 'a volume that nobody would miss, because it was never recorded',
    code: 'NotRecorded',
    field: FIELD,
    refused: { ledger: [], declared: [THERE], isChecked: true },
    legal: { ledger: [ENTRY], declared: [THERE], isChecked: true },
  },
  {
    rule: 'RET-01',
    source: 'terraform#17599: prevent_destroy vanishes with the code',
    what: 'a volume that stays in the spec as one that nothing keeps',
    code: 'LostProtection',
    field: FIELD,
    refused: { ledger: [ENTRY], declared: [{ ...THERE, isProtected: false }] },
    legal: { ledger: [ENTRY], declared: [{ ...THERE, isProtected: false }], isOpen: true },
  },
  {
    rule: 'EBS-10',
    source: 'EC2 API_CreateVolume, AvailabilityZone',
    what: 'a volume that moves to another zone',
    code: 'ZoneMoved',
    field: FIELD,
    refused: { ledger: [ENTRY], declared: [{ ...THERE, zone: 'us-east-1b' }] },
    legal: { ledger: [ENTRY], declared: [THERE] },
  },
  {
    rule: 'RET-01',
    source: 'AWS provider, aws_ebs_volume, snapshot_id: forces a new resource',
    what: 'a volume that would be replaced where it is',
    code: 'Replaced',
    field: `${FIELD}.fixed.from`,
    refused: { ledger: [MADE], declared: [{ ...THERE, fixed: { from: 'snap-2', sizeGiB: 100 } }] },
    legal: { ledger: [MADE], declared: [{ ...THERE, fixed: { from: 'snap-1', sizeGiB: 200 } }] },
  },
]);
