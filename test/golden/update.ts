// npm run golden: writes the goldens anew. Read the diff: it is what every platform built with this version will change by.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldens } from './synthesize';

for (const [name, text] of Object.entries(goldens())) writeFileSync(join(__dirname, name), text);
