import { inflateRawSync } from 'node:zlib';

/** Signatures of the parts of an archive (APPNOTE.TXT, "File Format Specification"). */
const END = 0x06054b50;
const STORED = 0;

/** The files in a zip archive of less than 4 GB: name -> content. */
export function unzip(archive: Buffer): Record<string, Buffer> {
  let end = archive.length - 22;
  while (end > 0 && archive.readUInt32LE(end) !== END) end -= 1;
  const files: Record<string, Buffer> = {};
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    // The header before the content says its own lengths; sizes may stand behind the content and are only sure here.
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    files[name] = archive.readUInt16LE(at + 10) === STORED ? Buffer.from(content) : inflateRawSync(content);
    at += 46 + nameLength + extra + comment;
  }
  return files;
}
