/** What the parts of the local Slack share: made once by server.ts, handed to every method, route and gesture. */
import type { Clock } from './clock.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { Faults } from './faults.ts';
import type { Files } from './files/files.ts';
import type { Installation } from './installation.ts';
import type { ResponseUrls } from './interactions/response-urls.ts';
import type { Suggestions } from './interactions/suggestions.ts';
import type { Triggers } from './interactions/triggers.ts';
import type { Random } from './random.ts';
import type { Recorder } from './recorder.ts';
import type { Connections } from './socket-mode/connections.ts';
import type { Views } from './views/views.ts';
import type { RateLimits } from './web-api/rate-limits.ts';
import type { Workspace } from './workspace/workspace.ts';

export interface Credentials {
  /** `xoxb-…` */
  readonly botToken: string;
  /** `xapp-…` */
  readonly appToken: string;
  /** `xoxe.xoxp-…`: of the person who keeps the app's configuration. */
  readonly configToken: string;
  readonly signingSecret: string;
}

export interface SlackCore {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly random: Random;
  readonly views: Views;
  readonly recorder: Recorder;
  readonly faults: Faults;
  readonly rateLimits: RateLimits;
  readonly triggers: Triggers;
  readonly files: Files;
  readonly installation: Installation;
  readonly suggestions: Suggestions;
  readonly responseUrls: ResponseUrls;
  readonly connections: Connections;
  readonly delivery: Delivery;
  readonly credentials: Credentials;
  /** Nothing listens for so many milliseconds. */
  refuseConnections(milliseconds: number): void;
  /** `http://127.0.0.1:<port>`, known once the server listens. */
  origin(): string;
}
