/** All campaigns. A new one is a file beside crash.ts and a line here. */
import type { Campaign } from './campaign.ts';
import { crash } from './crash.ts';

export const campaigns: readonly Campaign[] = [crash];
