import { z } from 'zod';

/** What an account has of AWS's quotas, by the names of `src/catalog/quotas.ts`. */
export const quotasSpec = z.record(z.string(), z.int().min(1));
