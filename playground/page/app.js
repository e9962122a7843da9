/** The page: who you are, where you are, what stands there. Everything comes from the control API. */
import * as api from './api.js';
import { composer } from './composer.js';
import { element, hueOf, initialsOf } from './dom.js';
import { messageList } from './messages.js';

const byId = (id) => document.getElementById(id);
const remembered = (key) => sessionStorage.getItem(`zonebot.${key}`);
const remember = (key, value) => sessionStorage.setItem(`zonebot.${key}`, value);

const here = { user: undefined, channel: undefined, stop: undefined };
const names = { people: new Map(), channels: new Map() };

const list = messageList(byId('messages'), async (message, { confirm, ...pressed }) => {
  if (confirm && !(await ask(confirm))) return;
  await attempt(() =>
    api.click({ user: here.user, channel: here.channel, ts: message.ts, ...pressed }),
  );
  await refresh();
  line.focus();
});

const line = composer(
  {
    form: byId('composer'),
    input: byId('command'),
    list: byId('completions'),
    notice: byId('notice'),
  },
  async (text) => {
    list.toEnd();
    await api.slash(here.user, here.channel, text);
    await refresh();
  },
);

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
      const messages = await api.messages(channel, user);
      if (user === here.user && channel === here.channel) list.show(messages, names);
      else again = true;
    } while (again);
  })();
  try {
    await fetching;
  } finally {
    fetching = undefined;
  }
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

async function enter({ user = here.user, channel = here.channel }, people) {
  here.stop?.();
  here.user = user;
  here.channel = channel;
  remember('user', user);
  const person = people.find(({ id }) => id === user);
  byId('person').value = user;
  byId('person-roles').textContent = person.roles.length > 0 ? person.roles.join(', ') : 'no role';
  byId('person-avatar').textContent = initialsOf(person.name);
  byId('person-avatar').style.setProperty('--hue', hueOf(user));
  byId('channel-name').textContent = `# ${names.channels.get(channel)}`;
  for (const button of byId('channels').querySelectorAll('button')) {
    button.setAttribute('aria-current', String(button.value === channel));
  }
  list.clear();
  here.stop = api.follow(channel, user, () => attempt(refresh));
  await attempt(async () => line.offer(await api.completions(user)));
}

async function start() {
  const { users, channels, hosts } = await api.state();
  for (const { id, name } of users) names.people.set(id, name);
  for (const { id, name } of channels) names.channels.set(id, name);
  byId('person').append(...users.map(({ id, name }) => element('option', { value: id }, name)));
  byId('person').addEventListener('change', ({ target }) => enter({ user: target.value }, users));
  byId('channels').append(
    ...channels.map(({ id, name }) =>
      element(
        'li',
        {},
        element(
          'button',
          { type: 'button', value: id, onclick: () => enter({ channel: id }, users) },
          `# ${name}`,
        ),
      ),
    ),
  );
  byId('hosts').append(
    ...hosts.map(({ name, address, port }) =>
      element('li', { title: `ssh://${address}:${port}` }, name),
    ),
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
