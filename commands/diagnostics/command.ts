/** What was typed. */
import type { Explanations } from './explanation.ts';

export const commandDiagnostics = {
  'zmgr::command::bad-attribute': {
    happened: 'What was given is no attribute that a zone could have.',
    remedy: 'Write a name, a colon and the value: `attr=kernel-version:4.4`.',
  },
  'zmgr::command::bad-boolean': {
    happened: 'A flag was given a value that is neither yes nor no.',
    remedy: 'Write `yes` or `no`; `true`, `false`, `on` and `off` do as well.',
  },
  'zmgr::command::bad-mount': {
    happened: 'What was given does not say which directory of the host is to be where in the zone.',
    remedy:
      'Write `fs=/tank/www:/export/www`, and `:ro` behind it where the zone may only read; several options with `+` between them.',
  },
  'zmgr::command::bad-number': {
    happened: 'A whole number was expected, within limits that the message names.',
    remedy: 'Write a number within them.',
  },
  'zmgr::command::bad-person': {
    happened: 'Somebody is to be named, and what stands there is neither a mention nor an id.',
    remedy: 'Mention them with @, or write their id (*View full profile*, *Copy member ID*).',
  },
  'zmgr::command::bad-port': {
    happened:
      'A text that should be a port, or a range of ports, is none: they go from 1 to 65535.',
    remedy: 'Write `8080`, `8000-8010`, or `8080:80` for the port outside and the one inside.',
  },
  'zmgr::command::bad-processors': {
    happened: 'What was given is no number of processors.',
    remedy: 'Write how many the zone may use at most: `cpu-cap=2`, `cpu-cap=0.5`, or `none`.',
  },
  'zmgr::command::bad-size': {
    happened: 'What was given is no size: a number and its unit, K, M, G or T.',
    remedy: 'Write it like `memory=512M` or `memory=1.5G`; `none` takes a limit away.',
  },
  'zmgr::command::bad-time': {
    happened: 'A time is to be said, and what stands there is none that zonebot can read.',
    remedy:
      'Write how long ago, like `24h` or `7d`, or a day like `2026-11-20`, with a time `2026-11-20T14:30` in UTC.',
  },
  'zmgr::command::bad-word': {
    happened: 'Only certain words can stand here, and the one that was typed is none of them.',
    remedy: 'Write one of the words that the message lists.',
  },
  'zmgr::command::bad-zone-choice': {
    happened: 'What was given does not say which template is for which zone.',
    remedy: 'Write `as=web01:oi,web02:router`; `web03:-` for none.',
  },
  'zmgr::command::changed-meanwhile': {
    happened:
      'What a form was filled in with is not what is there any more, so that sending it would write old values back. Nothing was done.',
    remedy: 'Close the form and open it again: it begins with what is there now.',
  },
  'zmgr::command::flag-value': {
    happened:
      "After a flag stands a word of which it can't be told whether it is the flag's value or something of its own. Nothing was guessed.",
    remedy: 'Write the flag as `name=value`, without spaces.',
  },
  'zmgr::command::mention': {
    happened:
      'A name was expected and the chat sent a mention of a person, a channel or a group: Slack makes one of a word after @ or #.',
    remedy: 'Write the name without @ or #.',
  },
  'zmgr::command::missing': {
    happened: "An argument that the verb can't do without was left out.",
    remedy: '`/zone help <verb>` shows what it takes, with examples.',
  },
  'zmgr::command::missing-value': {
    happened: 'A key stands without its value, or with a space between the two.',
    remedy: 'Write `key=value` without spaces, or leave the key out.',
  },
  'zmgr::command::missing-verb': {
    happened: 'Nothing was typed, or a noun such as `op` without what to do with it.',
    remedy: '`/zone help` shows all verbs, `/zone help op` those of `op`.',
  },
  'zmgr::command::mixed-list': {
    happened:
      'A list was given partly as a whole and partly as changes, so that it cannot be told what is to be left of it.',
    remedy: 'Write all of it, `tags=web,prod`, or changes alone, `tags=+web,-old`, or `tags=none`.',
  },
  'zmgr::command::no-change': {
    happened: '`plan` shows what a change would do, and what follows it changes nothing.',
    remedy: 'Type it without `plan`.',
  },
  'zmgr::command::open-quote': {
    happened:
      "A quotation mark is opened and never closed, so that it can't be told where the value ends.",
    remedy: 'Close it, or leave it out: only values with spaces need quotes.',
  },
  'zmgr::command::share': {
    happened: 'A change was typed with `share=yes`, which is for looks.',
    remedy:
      'Leave it out: the card of a change is in the channel for all anyway. `plan` before the words, with `share=yes`, shows all what it would do.',
  },
  'zmgr::command::stored-arguments': {
    happened:
      'What was asked for was written down by another release, and this one would not accept it. It was not carried out.',
    remedy: 'Ask for it again.',
  },
  'zmgr::command::too-long': {
    happened: 'The line is longer than the bot reads.',
    remedy: 'Say it in several commands.',
  },
  'zmgr::command::too-many': {
    happened:
      'There is a word for which the verb has no place; often a `key=value` with spaces in it, or a value with spaces and no quotes.',
    remedy:
      'Write `key=value` without spaces and put values with spaces into quotes. `/zone help <verb>` shows what it takes.',
  },
  'zmgr::command::twice': {
    happened: "One argument is given two times, and it can't be told which one is meant.",
    remedy: 'Write it once.',
  },
  'zmgr::command::unknown-code': {
    happened: 'No message of this release has the code that help was asked for.',
    remedy: 'Take one of those that are offered, or look for the code in docs/diagnostics.md.',
  },
  'zmgr::command::unknown-key': {
    happened: 'The verb has no argument of this name.',
    remedy: 'Take one of the names in the message; `/zone help <verb>` shows them all.',
  },
  'zmgr::command::unknown-verb': {
    happened: 'There is no such verb.',
    remedy: '`/zone help` shows what there is; the message offers the nearest.',
  },
} satisfies Explanations;
