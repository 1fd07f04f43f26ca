// npm run golden: writes the goldens anew. Read the diff: it is what every platform built with this version will change by.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { previewGoldens } from './previews';
import { goldens } from './synthesize';

mkdirSync(join(__dirname, 'previews'), { recursive: true });
for (const [name, text] of Object.entries({ ...goldens(), ...previewGoldens() }))
  writeFileSync(join(__dirname, name), text);
