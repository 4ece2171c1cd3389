// The browser, and the devices people come with.

import { chromium } from 'playwright-core';

/** A phone held upright, as most partners answer. */
export const PHONE = { width: 375, height: 740 };
/** A desktop, as most managers read. */
export const DESKTOP = { width: 1100, height: 800 };
/** The narrowest page that must do without sideways scrolling (WCAG 2.2, 1.4.10). */
export const NARROWEST = { width: 320, height: 640 };

export const SCHEMES = ['light', 'dark'];

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';
// A test machine has neither a graphics card nor a way to the world that Chromium's own services look for.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser for a file of tests. */
export function launch() {
  return chromium.launch({ executablePath: PROGRAM, args: ARGUMENTS });
}

/** A new visitor with an empty browser, stopped with the test. */
export async function visitor(t, browser, options = {}) {
  const context = await browser.newContext({ viewport: PHONE, locale: 'en-GB', timezoneId: 'Europe/London', ...options });
  context.setDefaultTimeout(15_000);
  t.after(() => context.close());
  return context.newPage();
}

/** How far a page reaches beyond the right edge of its window, in CSS pixels, and which element reaches furthest. */
export function overhang(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    const beyond = root.scrollWidth - root.clientWidth;
    if (beyond <= 0) return { beyond: 0, culprit: '' };
    const boxes = [...document.body.querySelectorAll('*')].map((element) => ({
      element,
      right: element.getBoundingClientRect().right,
    }));
    boxes.sort((a, b) => b.right - a.right);
    return { beyond, culprit: boxes[0].element.outerHTML.slice(0, 200) };
  });
}
