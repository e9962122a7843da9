/** A real Bolt app over Socket Mode, connected to a local Slack as the bot connects: the receiver built by itself. */
import { App, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { LocalSlack } from '../../playground/slack/server.ts';

export interface BoltApp {
  readonly app: App;
  /** Everything the app logged at warning and above. */
  readonly complaints: readonly string[];
  stop(): Promise<void>;
}

/** Keeps what Bolt complains of out of the test's output, and where a test can look. */
function collecting(lines: string[]): Logger {
  const keep = (...words: unknown[]): void => void lines.push(words.map(String).join(' '));
  return {
    debug() {},
    info() {},
    warn: keep,
    error: keep,
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  };
}

/** @param reconnectAfter milliseconds that the client waits after a lost connection; five seconds in the SDK's defaults */
export async function startBolt(
  slack: LocalSlack,
  listen: (app: App) => void,
  reconnectAfter = 200,
): Promise<BoltApp> {
  const complaints: string[] = [];
  const logger = collecting(complaints);
  const receiver = new SocketModeReceiver({
    appToken: slack.credentials.appToken,
    logger,
    clientPingTimeout: reconnectAfter,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  });
  const app = new App({
    token: slack.credentials.botToken,
    receiver,
    logger,
    deferInitialization: true,
    clientOptions: {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  });
  listen(app);
  app.error(async (error) => void complaints.push(String(error)));
  await app.init();
  await app.start();
  return {
    app,
    complaints,
    stop: async () => {
      await app.stop();
    },
  };
}
