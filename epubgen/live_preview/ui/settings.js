// SPDX-License-Identifier: AGPL-3.0-or-later
// What she has chosen, kept in this browser from night to night. A cookie keeps it: the server has another port each time,
// which is another world to localStorage and the same to a cookie. The writing mode lives as long as the tab: a new preview
// begins with that of its issue.

const NAME = 'epubgen-preview';
const YEAR = 31536000;
const USUAL = { device: '', step: 0, night: false, mode: '', printed: true, scope: 'story' };

/** The settings; an empty `device` is the first screen, an empty `mode` the publication's own. */
export const settings = { ...USUAL, ...kept(), mode: tab()?.getItem(NAME) ?? '' };

/** Changes some and keeps all. */
export function choose(changes) {
  const { mode, ...lasting } = Object.assign(settings, changes);
  tab()?.setItem(NAME, mode);
  document.cookie = `${NAME}=${encodeURIComponent(JSON.stringify(lasting))}; max-age=${YEAR}; path=/; samesite=strict`;
}

/** The screen to lay pages out for, in CSS pixels of the device. */
export function screenOf(screens) {
  const device = screens.find((screen) => screen.name === settings.device) ?? screens[0];
  const width = Math.round(device.width / device.ratio);
  const height = Math.round(device.height / device.ratio);
  const font = Math.min(48, Math.max(10, device.font + 2 * settings.step));
  return { name: device.name, width, height, font, margin: Math.round(width * 0.06), night: settings.night, mode: '' };
}

/** What lives as long as the tab; a browser that keeps no cookies forbids even to ask for it. */
function tab() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

function kept() {
  const [, value] = new RegExp(`(?:^|; )${NAME}=([^;]*)`).exec(document.cookie) ?? [];
  try {
    return JSON.parse(decodeURIComponent(value));
  } catch {
    return {}; // nothing was kept, or something else
  }
}
