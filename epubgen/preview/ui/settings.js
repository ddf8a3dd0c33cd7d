// SPDX-License-Identifier: AGPL-3.0-or-later
// What she has chosen, kept in this browser from night to night.

const KEY = 'epubgen.preview';
const USUAL = { device: '', step: 0, night: false, mode: '', printed: true, scope: 'story' };

/** The settings; an empty `device` is the first screen, an empty `mode` the publication's own. */
export const settings = { ...USUAL, ...kept() };

/** Changes some and keeps all. */
export function choose(changes) {
  Object.assign(settings, changes);
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // A browser that keeps nothing still shows the page.
  }
}

/** The screen to lay pages out for, in CSS pixels of the device. */
export function screenOf(screens) {
  const device = screens.find((screen) => screen.name === settings.device) ?? screens[0];
  const width = Math.round(device.width / device.ratio);
  const height = Math.round(device.height / device.ratio);
  const font = Math.min(48, Math.max(10, device.font + 2 * settings.step));
  return { name: device.name, width, height, font, margin: Math.round(width * 0.06), night: settings.night, mode: '' };
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}
