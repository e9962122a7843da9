/** The playground's control API, as the page uses it. Every call answers JSON; a refusal becomes an Error. */

async function call(path, body) {
  const response = await fetch(`/_control/${path}`, {
    ...(body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The playground answered ${response.status}`);
  return answer;
}

const query = (values) => new URLSearchParams(values).toString();

export const state = () => call('state');
export const messages = (channel, user) => call(`messages?${query({ channel, user })}`);
export const completions = (user) => call(`commands?${query({ user })}`);
export const slash = (user, channel, text) => call('slash', { user, channel, text });
export const click = (press) => call('click', press);
export const post = (message) => call('post', message);
export const shortcut = (used) => call('shortcut', used);
export const suggest = (typed) => call('suggest', typed);
export const views = (user) => call(`views?${query({ user })}`);
export const submit = (user, view_id, values) => call('submit', { user, view_id, values });
export const close = (user, view_id, all) => call('close', { user, view_id, all });
/** Peeking tells the app nothing; looking does. */
export const home = (user, peek) => call(`home?${query({ user, ...(peek && { peek: true }) })}`);
export const host = (name) => call(`host/${encodeURIComponent(name)}`);
export const hostTrouble = (name, fault) => call(`host/${encodeURIComponent(name)}`, { fault });
export const slackTrouble = (fault) => call('slack', { fault });

/** Calls `changed` whenever something changed in what this user sees there; reconnects by itself. Returns a way to stop. */
export function follow(channel, user, changed) {
  const source = new EventSource(`/_control/events?${query({ channel, user })}`);
  source.onmessage = changed;
  source.onopen = changed;
  return () => source.close();
}
