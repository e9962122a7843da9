/**
 * What a simulated host is like at this moment, and trouble for it: what an operator would see on its console, and what
 * may befall it.
 */
import { element } from './dom.js';

/** Milliseconds between two looks, while somebody looks. */
const pause = 1_500;

/** Trouble that makes something worth watching: what it is called, and the fault as the control API takes it. */
const troubles = [
  ['Cut its links', { drop: true }],
  ['Reboot', { reboot: true }],
  ['Next install fails', { fail: { tool: 'zoneadm', verb: 'install' } }],
  ['Next boot fails', { fail: { tool: 'zoneadm', verb: 'boot' } }],
  ['Reboot during the next install', { reboot: { tool: 'zoneadm', verb: 'install' } }],
  [
    'Next install takes 30 s',
    { delay: { tool: 'zoneadm', verb: 'install', milliseconds: 30_000 } },
  ],
];

/** Trouble that lasts until it is switched off; the last is what comes along when it is switched on. */
const switches = [
  // Nobody who is connected would notice otherwise.
  ['Unreachable', 'unreachable', [{ drop: true }]],
  ['Silent: connected, and nothing comes through', 'silent', []],
  ['Disk of the state directory full', 'diskFull', []],
];

/**
 * @param look answers the host's state
 * @param trouble called with faults, and what they are called
 * @param on what is switched on at this host: a set that outlasts the panel
 * @returns nodes for the panel, and a way to stop looking
 */
export function hostView({ look, trouble, on }) {
  const state = element('div', { class: 'host-state' });
  let stopped = false;
  let source;
  const refresh = async () => {
    while (!stopped) {
      if (!document.hidden) {
        const seen = await look().catch((error) => ({ error: error.message }));
        const text = JSON.stringify(seen);
        if (text !== source && !stopped) draw(state, seen);
        source = text;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  refresh();
  return { nodes: [state, faults(trouble, on)], stop: () => (stopped = true) };
}

function draw(node, seen) {
  if (seen.error) return node.replaceChildren(element('p', { class: 'error' }, seen.error));
  const open = new Set(
    [...node.querySelectorAll('details[open]')].map(({ dataset }) => dataset.part),
  );
  const part = (name, rows, body) =>
    element(
      'details',
      { 'data-part': name, open: open.has(name) },
      element('summary', {}, `${name} `, element('small', {}, String(rows))),
      body,
    );
  const zones = Object.entries(seen.zones);
  const links = Object.entries(seen.links);
  const services = Object.entries(seen.services);
  const files = Object.entries(seen.files);
  node.replaceChildren(
    table(
      ['zone', 'state', 'brand', 'address'],
      zones.map(([name, { state, brand, nets }]) => [
        name,
        state,
        brand,
        nets
          .map(({ allowedAddress, physical }) => allowedAddress ?? physical)
          .filter(Boolean)
          .join(', '),
      ]),
    ),
    part(
      'Links',
      links.length,
      table(
        ['link', 'class', 'over'],
        links.map(([name, link]) => [name, link.class, link.over]),
      ),
    ),
    part(
      'Addresses',
      seen.addresses.length,
      table(
        ['object', 'address'],
        seen.addresses.map(({ object, address }) => [object, address]),
      ),
    ),
    part('Datasets', seen.datasets.length, lines(seen.datasets)),
    part('Services', services.length, table(['service', 'state'], services)),
    ...(seen.nat.length === 0 ? [] : [part('NAT', seen.nat.length, lines(seen.nat))]),
    part(
      'Files',
      files.length,
      files.map(([path, text]) =>
        element(
          'details',
          { 'data-part': path, open: open.has(path) },
          element('summary', {}, element('code', {}, path)),
          element('pre', {}, text),
        ),
      ),
    ),
  );
}

const table = (heads, rows) =>
  element(
    'table',
    {},
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        heads.map((head) => element('th', {}, head)),
      ),
    ),
    element(
      'tbody',
      {},
      rows.map((row) =>
        element(
          'tr',
          {},
          row.map((cell) => element('td', {}, cell)),
        ),
      ),
    ),
  );

const lines = (texts) => element('pre', {}, texts.join('\n'));

function faults(trouble, on) {
  return element(
    'section',
    { class: 'faults' },
    element('h3', {}, 'Trouble'),
    element(
      'div',
      { class: 'actions' },
      troubles.map(([label, fault]) =>
        element('button', { type: 'button', onclick: () => trouble([fault], label) }, label),
      ),
    ),
    switches.map(([label, name, along]) =>
      element(
        'label',
        { class: 'switch' },
        element('input', {
          type: 'checkbox',
          role: 'switch',
          'data-fault': name,
          checked: on.has(name),
          onchange: ({ target }) => {
            if (target.checked) on.add(name);
            else on.delete(name);
            const fault = { [name]: target.checked };
            trouble(target.checked ? [fault, ...along] : [fault], label);
          },
        }),
        label,
      ),
    ),
  );
}
