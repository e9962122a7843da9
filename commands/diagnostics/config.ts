/** The bot's configuration, zonebot.kdl. `npx zonebot config check` finds all of these without a start. */
import type { Explanations } from './explanation.ts';

export const configDiagnostics = {
  'zmgr::config::bad-identity': {
    happened:
      'The file that `identity` names is no private key, is encrypted with a passphrase, or can be read by others. ssh would refuse it as well.',
    remedy:
      'Name a private key as `ssh-keygen` writes it, without a passphrase and with mode 600; a key with a passphrase belongs into an agent, with `agent #true`.',
  },
  'zmgr::config::bad-value': {
    happened: 'A value is not of the kind that is meant at this place.',
    remedy: 'Write it as the message shows.',
  },
  'zmgr::config::duplicate': {
    happened:
      "Something stands twice that can stand only once, and it can't be told which one is meant.",
    remedy: 'Keep one of the two; `/-` before the other makes it a comment.',
  },
  'zmgr::config::empty-role': {
    happened: 'A role names nobody, so that what needs it could never be done.',
    remedy:
      'Name people or user groups: `role "operator" { users "U01"; usergroups "S01" }`, or remove the line.',
  },
  'zmgr::config::everyone': {
    happened:
      'A role that decides for others is given to everyone, so that it would protect nothing.',
    remedy: 'Name people or user groups instead of `everyone=#true`.',
  },
  'zmgr::config::linked': {
    happened:
      "A `linked` line, which says that several accounts are one person's, can't be held: it has one account, or an account stands twice.",
    remedy: 'Write all accounts of one person in one line, each once: `linked "U01" "U02"`.',
  },
  'zmgr::config::missing': {
    happened: "Something that the bot can't do without is not said.",
    remedy: 'Add the line that the message shows.',
  },
  'zmgr::config::no-agent': {
    happened: "A host's keys are to come from an ssh-agent, and the bot was started without one.",
    remedy:
      "Start the bot where `SSH_AUTH_SOCK` names the agent's socket, or name a key with `identity`.",
  },
  'zmgr::config::no-file': {
    happened: 'There is no configuration at the path that is looked at.',
    remedy: 'Write one as the README shows, or set `ZONEBOT_CONFIG` to where it is.',
  },
  'zmgr::config::no-host': {
    happened: 'The configuration has no host, and so nothing to run zones on.',
    remedy: 'Add a `host` node as the message shows.',
  },
  'zmgr::config::no-host-key': {
    happened:
      'A host has no key pinned, neither by `host-key` nor in the file that `known-hosts` names. The bot connects to no host that it could not tell from an impostor.',
    remedy:
      'Get the key with `ssh-keyscan -t ed25519 <address>`, compare its fingerprint on the host itself, and write it as `host-key "ssh-ed25519 …"`.',
  },
  'zmgr::config::no-identity': {
    happened:
      "Nothing says with which key the bot logs in, or the key file is missing or can't be read.",
    remedy:
      'Write `identity "/etc/zonebot/id_ed25519"` for a key that the bot\'s user can read, or `agent #true`.',
  },
  'zmgr::config::no-known-hosts': {
    happened: "The file that `known-hosts` names is missing or can't be read.",
    remedy: "Correct the path, let the bot's user read it, or pin the key with `host-key`.",
  },
  'zmgr::config::no-operator': {
    happened: 'Neither an operator nor an admin is named, so that nobody could change anything.',
    remedy:
      'Write `role "operator" { users "U01" }` with the ids of people, which their profiles in Slack show.',
  },
  'zmgr::config::two-identities': {
    happened: 'A host has both `identity` and `agent`, and it is logged in to in one way only.',
    remedy: 'Keep one of the two lines.',
  },
  'zmgr::config::unasked-destruction': {
    happened:
      'A rule says that destructive changes need nothing, so that one wrong word would lose data.',
    remedy: 'Ask for a confirmation at least: `approval "destructive" needs="confirmation"`.',
  },
  'zmgr::config::unknown-host': {
    happened: 'A host is named that has no `host` node.',
    remedy: 'Write the name of one that there is, or add its node.',
  },
  'zmgr::config::unknown-user': {
    happened:
      'An account that a `linked` line names is not in the workspace. Taken for granted, it would leave somebody two accounts that count as two people.',
    remedy: "Write the id that stands in the person's profile, _Copy member ID_.",
  },
  'zmgr::config::unknown-usergroup': {
    happened:
      'A role or a rule names a user group that Slack does not have in this workspace, so that nobody would be reached by it. It is looked for when the bot starts.',
    remedy:
      "Write the id of a user group that there is: it stands at the end of the user group's link. Handles can change hands and are not taken.",
  },
  'zmgr::config::unreadable': {
    happened: "The configuration is there and can't be read.",
    remedy: 'Let the user that the bot runs as read it.',
  },
  'zmgr::config::unsatisfiable-approval': {
    happened:
      "A rule for approvals waits for people who can't be found: too few have the role, or only those who ask. Every request would wait until it expires.",
    remedy: 'Give the role to more people, or lower `quorum`.',
  },
} satisfies Explanations;
