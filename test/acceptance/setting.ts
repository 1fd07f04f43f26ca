import type { ProviderSchema } from '../support/shim';
import type { Report } from './report';

/** What every part of the acceptance works with. */
export interface Setting {
  readonly report: Report;
  readonly schema: ProviderSchema;
  /** A directory of this run's own; removed when it ends. */
  readonly dir: string;
}
