// npm run golden: writes the goldens anew. Read the diff: it is what every platform built with this version will change by.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importGoldens } from './imports';
import { laptopGoldens } from './laptop';
import { previewGoldens } from './previews';
import { goldens } from './synthesize';

for (const room of ['previews', 'laptop', 'imports']) mkdirSync(join(__dirname, room), { recursive: true });
const all = { ...goldens(), ...previewGoldens(), ...laptopGoldens(), ...importGoldens() };
for (const [name, text] of Object.entries(all)) writeFileSync(join(__dirname, name), text);
