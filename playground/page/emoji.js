/** The emoji that the bot uses, by Slack's names; an unknown name is shown as it was written. */
const emoji = new Map([
  ['white_check_mark', '✅'],
  ['heavy_check_mark', '✔️'],
  ['x', '❌'],
  ['warning', '⚠️'],
  ['hourglass_flowing_sand', '⏳'],
  ['hourglass', '⌛'],
  ['arrows_counterclockwise', '🔄'],
  ['leftwards_arrow_with_hook', '↩️'],
  ['no_entry', '⛔'],
  ['no_entry_sign', '🚫'],
  ['lock', '🔒'],
  ['stopwatch', '⏱️'],
  ['rotating_light', '🚨'],
  ['bulb', '💡'],
  ['information_source', 'ℹ️'],
  ['question', '❓'],
  ['large_green_circle', '🟢'],
  ['large_yellow_circle', '🟡'],
  ['red_circle', '🔴'],
  ['white_circle', '⚪'],
  ['black_circle', '⚫'],
  ['double_vertical_bar', '⏸️'],
  ['arrow_forward', '▶️'],
  ['wave', '👋'],
]);

export const emojiOf = (name) => emoji.get(name) ?? `:${name}:`;
