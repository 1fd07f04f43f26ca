import type { EmulatorMemory, Exchange, Said } from './emulator-memory';

type Tags = Record<string, string>;

interface Written {
  readonly BackupVaultTags?: Tags;
  readonly BackupPlanTags?: Tags;
}

interface Made {
  readonly BackupVaultArn?: string;
  readonly BackupPlanArn?: string;
}

/** moto keeps the tags of vaults and plans, and looks in the wrong place when it is asked for them. */
export function keepBackupTags(memory: EmulatorMemory, { request, status, body }: Exchange): Said {
  const { BackupVaultTags, BackupPlanTags } = JSON.parse(request) as Written;
  const { BackupVaultArn, BackupPlanArn } = (status < 300 ? JSON.parse(body) : {}) as Made;
  const arn = BackupVaultArn ?? BackupPlanArn;
  if (arn !== undefined) memory.backupTags.set(arn, { ...(BackupVaultTags ?? BackupPlanTags) });
  return { status, body };
}

/** Tags that were written since. */
export function changeBackupTags(memory: EmulatorMemory, { path = '', request, status, body }: Exchange): Said {
  const { Tags: more = {}, TagKeyList: fewer = [] } = JSON.parse(request) as { Tags?: Tags; TagKeyList?: string[] };
  const arn = arnIn(path);
  const left = Object.entries(memory.backupTags.get(arn) ?? {}).filter(([key]) => !fewer.includes(key));
  if (status < 300) memory.backupTags.set(arn, { ...Object.fromEntries(left), ...more });
  return { status, body };
}

export function sayBackupTags(memory: EmulatorMemory, { path = '', status, body }: Exchange): Said {
  const arn = arnIn(path);
  const Tags = memory.backupTags.get(arn);
  if (status !== 200 || Tags === undefined) return { status, body };
  memory.note('backup.ListTags', arn);
  return { status, body: JSON.stringify({ Tags }) };
}

function arnIn(path: string): string {
  return decodeURIComponent(/^\/(?:tags|untag)\/([^/?]+)/.exec(path)?.[1] ?? '');
}
