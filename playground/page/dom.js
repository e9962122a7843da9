/** Small helpers to build elements. Text always goes in as text: nothing here parses HTML. */

/** `element('p', {class: 'x'}, 'text', child)`; null and undefined children are left out. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(
    ...children
      .flat(Number.POSITIVE_INFINITY)
      .filter((child) => child !== null && child !== undefined),
  );
  return node;
}

/** Only these may be followed from a message. */
export const isSafeLink = (url) => /^(https?:|mailto:)/i.test(url);

/** A steady hue for an id. */
export function hueOf(id) {
  let hue = 0;
  for (const letter of id) hue = (hue * 31 + letter.codePointAt(0)) % 360;
  return hue;
}

export const initialsOf = (name) =>
  name
    .split(/[\s._-]+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
