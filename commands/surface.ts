/** By what somebody reached the bot: typed, in a thread, by a button, a form, a shortcut, their App Home. */
export const surfaces = ['command', 'mention', 'button', 'form', 'shortcut', 'home'] as const;
export type Surface = (typeof surfaces)[number];
