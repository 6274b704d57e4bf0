import type { IConstruct } from 'constructs';
import { report } from '../core/finding';
import type { ISite } from './site-interface';

/** Something that was asked of a provider which it does not have. */
export interface Lack {
  /** As it follows "has no": `virtual addresses (VRRP)`. */
  readonly what: string;
  /** Who asks, as it begins a sentence: `Balancer "api"`. */
  readonly who: string;
  /** What to use instead. */
  readonly instead: string;
}

/** Reports that a provider cannot do what is asked of it. */
export function reportLack(at: IConstruct, site: ISite, { what, who, instead }: Lack): void {
  report(at, {
    rule: 'provider-lacks',
    message: `${who} is on site "${site.siteName}", whose provider "${site.provider.kind}" has no ${what}.`,
    remedy: instead,
  });
}
