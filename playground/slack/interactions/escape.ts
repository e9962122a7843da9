/**
 * What Slack makes of typed text before the app gets it: people, groups, channels and addresses become references, and
 * `& < >` become entities. In a command (with `should_escape` in the manifest) people have their names with them, in a
 * message they have not.
 * https://docs.slack.dev/interactivity/implementing-slash-commands#escaping
 */
import type { User } from '../workspace/model.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Slack knows every top level domain; these are enough to meet what it does to host names. */
const topLevelDomains = 'com|net|org|io|dev|app|cloud|info|edu|gov|de|fr|uk|eu|nl|ch|at|lan';

const patterns = [
  /(?<reference><(?:[@#!][^<>\s]+|https?:[^<>\s]+|mailto:[^<>\s]+)>)/,
  /(?<url>\bhttps?:\/\/[^\s<>|]+)/,
  /(?<mail>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)/,
  new RegExp(`(?<![\\w@=.-])(?<host>(?:[a-z0-9-]+\\.)+(?:${topLevelDomains}))(?![\\w.-])`),
  /(?<![\w@])@(?<person>[\w.-]+)/,
  /(?<![\w#])#(?<channel>[\w-]+)/,
  /(?<special>[&<>])/,
];
const anyPattern = new RegExp(patterns.map(({ source }) => source).join('|'), 'giu');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The text of a command as it arrives in the payload. */
export const escapeCommand = (text: string, workspace: Workspace): string =>
  escaping(text, workspace, (user) => `<@${user.id}|${user.name}>`);

/** The text of a message as Slack keeps it. */
export const escapePost = (text: string, workspace: Workspace): string =>
  escaping(text, workspace, (user) => `<@${user.id}>`);

type Naming = (user: User) => string;

function escaping(text: string, workspace: Workspace, naming: Naming): string {
  return text.replace(anyPattern, (whole, ...rest) => {
    const groups: Readonly<Record<string, string | undefined>> = rest.at(-1);
    const { reference, url, mail, host, person, channel, special } = groups;
    if (reference !== undefined) return withLabel(reference, workspace, naming);
    if (url !== undefined) return `<${escaped(url)}>`;
    if (mail !== undefined) return `<mailto:${mail}|${mail}>`;
    if (host !== undefined) return `<http://${host}|${host}>`;
    if (person !== undefined) return mention(person, workspace, naming) ?? whole;
    if (channel !== undefined) return channelReference(channel, workspace) ?? whole;
    return entities[special ?? ''] ?? whole;
  });
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);

function mention(handle: string, workspace: Workspace, naming: Naming): string | undefined {
  const user = workspace.users.find(({ name }) => name === handle);
  if (user !== undefined) return naming(user);
  const group = workspace.userGroups.find((known) => known.handle === handle);
  return group && `<!subteam^${group.id}|@${group.handle}>`;
}

function channelReference(name: string, workspace: Workspace): string | undefined {
  const channel = workspace.channels.find((known) => known.name === name);
  return channel && `<#${channel.id}|${channel.name}>`;
}

/** `<@U…>` as a client sends it gets its name; what refers to nothing is plain text. */
function withLabel(reference: string, workspace: Workspace, naming: Naming): string {
  const user = workspace.user(/^<@([A-Z0-9]+)(?:\|.*)?>$/.exec(reference)?.[1] ?? '');
  if (user !== undefined) return naming(user);
  const channel = workspace.channel(/^<#([A-Z0-9]+)(?:\|.*)?>$/.exec(reference)?.[1] ?? '');
  if (channel !== undefined) return `<#${channel.id}|${channel.name}>`;
  return /^<(https?:|mailto:|!subteam\^)/.test(reference) ? reference : escaped(reference);
}
