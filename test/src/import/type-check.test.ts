import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { systemSource } from '../../../src/import/system-source';
import { IMPORTS } from '../../golden/imports';

const ROOT = resolve(__dirname, '../../..');

/** What the compiler says of each of some files, with the settings of this project. */
function complaints(files: readonly string[]): string[][] {
  const read = ts.readConfigFile(join(ROOT, 'test/tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, join(ROOT, 'test'));
  const program = ts.createProgram([...files], { ...options, noEmit: true });
  return files.map((file) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(file))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}

describe('what was imported, as TypeScript', () => {
  it('type-checks', () => {
    const directory = mkdtempSync(join(tmpdir(), 'stowage-types-'));
    try {
      const types = join(ROOT, 'src/spec/system');
      const sources = Object.values(IMPORTS).map((read) => systemSource(read().system, types, 'Imported.'));
      const wrong = (sources[0] as string).replace("name: '", "nam: '");
      const files = [...sources, wrong].map((source, i) => {
        const file = join(directory, `${i}.ts`);
        writeFileSync(file, source);
        return file;
      });
      const found = complaints(files);
      expect(found.slice(0, -1)).toEqual(sources.map(() => []));
      expect(found.at(-1)).toEqual([expect.stringContaining("'nam' does not exist")]);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
