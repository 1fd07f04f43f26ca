import { providerSchema } from '../support/provider-schema';
import { synthForCli } from './shop';

/** The app that the cdktf CLI runs: `tsx test/acceptance/shop-app.ts <url of the emulator>`. The CLI says where its output goes. */
async function main([url = '']: readonly string[]): Promise<void> {
  synthForCli(process.env.CDKTF_OUTDIR ?? 'cdktf.out', url, await providerSchema());
}

main(process.argv.slice(2));
