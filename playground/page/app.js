/** The page: who you are, where you are, what stands there. Everything comes from the control API. */
import * as api from './api.js';
import { blocks } from './blocks.js';
import { composer } from './composer.js';
import { element, hueOf, initialsOf } from './dom.js';
import { hostView } from './host.js';
import { messageList } from './messages.js';
import { modal } from './modal.js';
import { panel } from './panel.js';
import { slackTrouble } from './slack-trouble.js';
import { threadView } from './thread.js';

const byId = (id) => document.getElementById(id);
const remembered = (key) => sessionStorage.getItem(`zonebot.${key}`);
const remember = (key, value) => sessionStorage.setItem(`zonebot.${key}`, value);

/** `home`: the App Home is looked at, and not the channel. */
const here = {
  user: undefined,
  channel: undefined,
  home: false,
  thread: undefined,
  stop: undefined,
};
const names = { people: new Map(), channels: new Map() };
const shortcuts = { global: [], message: [] };
/** What is switched on at each host. */
const switched = new Map();

const side = panel(byId('panel'), () => line.focus());

/** What people do with messages, in the channel and in its threads. */
const acts = {
  press: async ({ ts }, { confirm, ...pressed }) => {
    if (confirm && !(await ask(confirm))) return;
    await attempt(() => api.click({ user: here.user, channel: here.channel, ts, ...pressed }));
    await refresh();
  },
  shortcut: async ({ ts }, callback_id) => {
    await attempt(() => api.shortcut({ user: here.user, channel: here.channel, ts, callback_id }));
    await refresh();
  },
};

const list = messageList(byId('messages'), {
  ...acts,
  press: async (...pressed) => {
    await acts.press(...pressed);
    line.focus();
  },
  thread: ({ ts }) => openThread(ts),
});

const line = composer(
  {
    form: byId('composer'),
    input: byId('command'),
    list: byId('completions'),
    notice: byId('notice'),
  },
  async ({ kind, text }) => {
    list.toEnd();
    const { user, channel } = here;
    if (kind === 'command') await api.slash(user, channel, text);
    else await api.post({ user, channel, text });
    await refresh();
  },
);

const form = modal(byId('modal'), {
  change: async ({ id }, { confirm, ...changed }) => {
    if (confirm && !(await ask(confirm))) return;
    await attempt(() => api.click({ user: here.user, view_id: id, ...changed }));
    await refresh();
  },
  suggest: ({ id }, typed) => api.suggest({ user: here.user, view_id: id, ...typed }),
  submit: async ({ id }, values) => {
    // A refusal stands at the fields, which the view itself tells.
    await api.submit(here.user, id, values).catch(() => {});
    await refresh();
    list.toEnd();
  },
  close: async ({ id }, all) => {
    await attempt(() => api.close(here.user, id, all));
    await refresh();
    line.focus();
  },
});

async function attempt(action) {
  try {
    await action();
    line.say();
  } catch (error) {
    line.say(error.message);
  }
}

/** Several changes in a row are one fetch after the one under way. */
let fetching;
let again = false;
async function refresh() {
  if (fetching) {
    again = true;
    return fetching;
  }
  fetching = (async () => {
    do {
      again = false;
      const { user, channel } = here;
      const [messages, views, tab] = await Promise.all([
        api.messages(channel, user),
        api.views(user),
        api.home(user, true),
      ]);
      if (user !== here.user || channel !== here.channel) again = true;
      else show(messages, views, tab);
    } while (again);
  })();
  try {
    await fetching;
  } finally {
    fetching = undefined;
  }
}

function show(messages, views, tab) {
  const isReply = ({ ts, thread_ts }) => thread_ts !== undefined && thread_ts !== ts;
  const replies = new Map();
  for (const { thread_ts } of messages.filter(isReply)) {
    replies.set(thread_ts, (replies.get(thread_ts) ?? 0) + 1);
  }
  const counted = messages
    .filter((message) => !isReply(message))
    .map((message) => ({ ...message, replies: replies.get(message.ts) ?? 0 }));
  list.show(counted, names, shortcuts.message);
  here.thread?.show(messages, names, shortcuts.message);
  form.show(views, names);
  showHome(tab);
}

let drawnHome;
function showHome(tab) {
  const source = JSON.stringify([here.user, tab.hash, tab.blocks]);
  if (source === drawnHome) return;
  drawnHome = source;
  const press = async ({ confirm, ...pressed }) => {
    if (confirm && !(await ask(confirm))) return;
    await attempt(() => api.click({ user: here.user, view_id: tab.id, ...pressed }));
    await refresh();
  };
  byId('home').replaceChildren(
    ...(tab.blocks.length === 0
      ? [element('p', { class: 'hint' }, 'zonebot shows nothing here.')]
      : blocks(tab.blocks, names, press, { values: tab.state?.values })),
  );
}

function openThread(root) {
  const thread = threadView(root, {
    ...acts,
    reply: async (text) => {
      await api.post({ user: here.user, channel: here.channel, text, thread_ts: root });
      await refresh();
    },
  });
  side.open('Thread', thread.nodes, () => {
    here.thread = undefined;
  });
  here.thread = thread;
  refresh().then(thread.focus);
}

function openHost(name) {
  const on = switched.get(name) ?? new Set();
  switched.set(name, on);
  const { nodes, stop } = hostView({
    look: () => api.host(name),
    trouble: (faults, label) =>
      trouble(async () => {
        for (const fault of faults) await api.hostTrouble(name, fault);
      }, `${name}: ${label}`),
    on,
  });
  side.open(name, nodes, stop);
}

const openSlackTrouble = () =>
  side.open(
    'Trouble with Slack',
    slackTrouble((fault, label) => trouble(() => api.slackTrouble(fault), label)),
  );

async function trouble(make, label) {
  await attempt(make);
  if (byId('notice').hidden) line.note(`Asked for: ${label}`);
}

function ask(confirm) {
  const dialog = byId('confirm');
  byId('confirm-title').textContent = confirm.title.text;
  byId('confirm-text').textContent = confirm.text.text;
  byId('confirm-deny').textContent = confirm.deny.text;
  byId('confirm-confirm').textContent = confirm.confirm.text;
  byId('confirm-confirm').className = confirm.style === 'danger' ? 'danger' : 'primary';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'confirm'), {
      once: true,
    });
  });
}

async function enter({ user = here.user, channel = here.channel, home = false }, people) {
  here.stop?.();
  if (here.thread !== undefined) side.close();
  Object.assign(here, { user, channel, home });
  remember('user', user);
  const person = people.find(({ id }) => id === user);
  byId('person').value = user;
  byId('person-roles').textContent = person.roles.length > 0 ? person.roles.join(', ') : 'no role';
  byId('person-avatar').textContent = initialsOf(person.name);
  byId('person-avatar').style.setProperty('--hue', hueOf(user));
  byId('channel-name').textContent = home ? 'zonebot' : `# ${names.channels.get(channel)}`;
  byId('messages').hidden = home;
  byId('composer').hidden = home;
  byId('home').hidden = !home;
  for (const button of document.querySelectorAll('.places button')) {
    button.setAttribute('aria-current', String(button.value === (home ? 'home' : channel)));
  }
  list.clear();
  form.show([], names);
  if (home) await attempt(() => api.home(user));
  here.stop = api.follow(channel, user, () => attempt(refresh));
  await attempt(async () => line.offer(await api.completions(user)));
}

const item = (value, label, onclick) =>
  element('li', {}, element('button', { type: 'button', value, onclick }, label));

async function start() {
  const { users, channels, hosts, app } = await api.state();
  for (const { id, name } of users) names.people.set(id, name);
  for (const { id, name } of channels) names.channels.set(id, name);
  for (const { type, ...shortcut } of app.shortcuts) shortcuts[type].push(shortcut);
  byId('person').append(...users.map(({ id, name }) => element('option', { value: id }, name)));
  byId('person').addEventListener('change', ({ target }) =>
    enter({ user: target.value, home: here.home }, users),
  );
  byId('channels').append(
    ...channels.map(({ id, name }) => item(id, `# ${name}`, () => enter({ channel: id }, users))),
  );
  byId('apps').append(
    ...(app.has_home ? [item('home', 'zonebot', () => enter({ home: true }, users))] : []),
    ...shortcuts.global.map(({ name, callback_id }) =>
      item('', `⚡ ${name}`, async () => {
        await attempt(() => api.shortcut({ user: here.user, callback_id }));
        await refresh();
      }),
    ),
  );
  byId('app').hidden = !app.has_home && shortcuts.global.length === 0;
  byId('hosts').append(
    ...hosts.map(({ name, address, port }) =>
      element(
        'li',
        { title: `ssh://${address}:${port}` },
        element('button', { type: 'button', class: 'host', onclick: () => openHost(name) }, name),
      ),
    ),
    item('', 'Trouble with Slack', openSlackTrouble),
  );
  const user = users.some(({ id }) => id === remembered('user')) ? remembered('user') : users[0].id;
  await enter({ user, channel: channels[0].id }, users);
  const command = byId('command');
  command.disabled = false;
  command.placeholder = '/zone create web01 template=oi';
  command.focus();
}

start().catch((error) =>
  line.say(`The playground does not answer: ${error.message}. Is it still running?`),
);
