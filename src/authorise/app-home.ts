/**
 * Where somebody is who presses something in their App Home: in no channel, and so in none that a rule names. Slack's ids
 * of channels are in capitals, so that none is ever this.
 */
export const appHome = 'home';
