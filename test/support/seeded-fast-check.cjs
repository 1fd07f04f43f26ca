// Laws try the same cases every time, so that a red test is the work of the change; `SEED=random npm test` looks for others.
const fastCheck = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const { SEED = '20251121' } = process.env;
if (SEED !== 'random') fastCheck.configureGlobal({ seed: Number(SEED) });

module.exports = fastCheck;
