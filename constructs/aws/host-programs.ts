import { join } from 'node:path';
import { AssetType, Fn, TerraformAsset, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { HOST_SCRIPT_FILES, type HostVolumeKind } from '../../src/fleet/host-scripts';
import { LINE, type StartPart, UNPACK } from '../../src/training/host-start';
import { textParts } from '../terraform/late-text';

/** Between parts of user data. */
const BOUNDARY = '==STOWAGE==';

/**
 * The script of a host's first start, in base64: what is said before, and the programs of a kind of volume. Terraform reads these, so that
 * what is synthesized does not repeat them. What is said before may be late-bound.
 */
export function firstStart(scope: Construct, prelude: string, kind: HostVolumeKind): string {
  return startOf(scope, prelude, HOST_SCRIPT_FILES[kind]);
}

/** The same of any files. */
export function startOf(scope: Construct, prelude: string, names: readonly string[]): string {
  const files = names.map((file) => program(scope, file));
  return Fn.base64encode(Fn.join('', [...textParts(prelude), ...files]));
}

/**
 * The same of a host that Batch starts: what is said before, its programs, and then what is said after. Batch adds a part of its own, and so takes user data of parts alone (Batch user guide, "Amazon EC2 user data in launch templates", 2026-11).
 * The programs are packed, so that there is room for those of the user.
 */
export function batchStart(
  scope: Construct,
  {
    prelude,
    programs,
    after,
  }: { readonly prelude: string; readonly programs: readonly StartPart[]; readonly after: string },
): string {
  const head = `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="${BOUNDARY}"\n\n--${BOUNDARY}\nContent-Type: text/x-shellscript; charset="us-ascii"\n\n`;
  const tail = `\n--${BOUNDARY}--\n`;
  const packed = Fn.base64gzip(
    Fn.join(
      '',
      programs.flatMap((part) => ('file' in part ? [program(scope, part.file)] : textParts(part.text))),
    ),
  );
  // As long as lines of mail are.
  const lines = Fn.join('\n', Fn.regexall(`.{1,${LINE}}`, packed));
  const [unpack, end] = UNPACK;
  const parts = [...textParts(head + prelude + unpack), lines, ...textParts(end + after + tail)];
  return Fn.base64encode(Fn.join('', parts));
}

function program(scope: Construct, file: string): string {
  const stack = TerraformStack.of(scope);
  const id = `HostScript-${file}`;
  const known = stack.node.tryFindChild(id) as TerraformAsset | undefined;
  const path = join(__dirname, 'host-scripts', file);
  return Fn.file((known ?? new TerraformAsset(stack, id, { path, type: AssetType.FILE })).path);
}
