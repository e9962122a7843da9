/** The attribute by which a zone that we made, or half made, is told from somebody else's of the same name. */
export const stampName = 'zonebot';
