// What mail programs make of the styles of an email, by the tables of caniemail.com.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The mail programs that readers at councils, libraries and schools have. */
const PROGRAMS = [
  ['outlook', 'windows'],
  ['outlook', 'outlook-com'],
  ['outlook', 'ios'],
  ['gmail', 'desktop-webmail'],
  ['gmail', 'android'],
  ['apple-mail', 'macos'],
  ['apple-mail', 'ios'],
  ['yahoo', 'desktop-webmail'],
  ['samsung-email', 'android'],
  ['thunderbird', 'macos'],
];

/** What the tables do not list because all programs have it, and what is for one program alone. */
const EVERYWHERE = ['color', 'font-family', 'mso-padding-alt', 'supported-color-schemes'];

/** Properties that a program lacks in part, with the use of them that it has: of which elements, with which values. */
const WITH_CARE = {
  border: { elements: ['TD', 'IMG'] },
  'border-left': { elements: ['TD'] },
  'border-top': { elements: ['TD'] },
  // Without it a button is a link on its coloured cell, and a picture stands in a line of its own.
  display: { elements: ['A', 'IMG', 'DIV'], values: ['inline-block', 'block', 'none'] },
  'font-size': { values: /^\d+px$/ },
  'font-weight': { values: ['bold'] },
  // Word makes pictures as wide as their attribute says.
  height: { elements: ['IMG'], values: ['auto'] },
  'line-height': { values: /^1(\.\d+)?$/ },
  margin: { values: ['0'] },
  // The line that a list of emails shows: where these do not work, `display` hides it.
  'max-height': { elements: ['DIV'] },
  overflow: { elements: ['DIV'], values: ['hidden'] },
  'max-width': { elements: ['TABLE', 'IMG'] },
  padding: { elements: ['TD'] },
  // An email in a language from right to left stands at the right.
  'text-align': { values: ['left', 'center', 'right'] },
  'text-decoration': { values: ['none'] },
  width: { elements: ['TABLE', 'IMG'] },
  'word-break': { elements: ['A'] },
};

/** What padding may stand on beside cells: the inside of a button, whose cell has it for Word, and nothing at all. */
const padded = ({ element, value, button }) => (element === 'BODY' && value === '0') || (element === 'A' && button);

/** Which of these uses `{ element, property, value, button }` a mail program would not follow, in words. */
export async function unsupported(uses) {
  const tables = JSON.parse(await readFile(fileURLToPath(import.meta.resolve('caniemail/caniemail.json')), 'utf8'));
  const features = new Map(tables.data.map((feature) => [feature.slug, feature]));
  return uses.flatMap((use) => {
    const { element, property, value } = use;
    if (EVERYWHERE.includes(property)) return [];
    const feature = features.get(`css-${property}`) ?? features.get(`css-${property.split('-')[0]}`);
    if (!feature) return [`${property} is in no table`];
    const lacking = PROGRAMS.filter(([family, platform]) => !newest(feature.stats[family]?.[platform]).startsWith('y'));
    if (!lacking.length) return [];
    const care = WITH_CARE[property];
    const where = !care?.elements || care.elements.includes(element) || (property === 'padding' && padded(use));
    const what = !care?.values || (care.values instanceof RegExp ? care.values.test(value) : care.values.includes(value));
    return care && where && what ? [] : [`${property}: ${value} on ${element} (${lacking.map((one) => one.join(' ')).join(', ')})`];
  });
}

/** What the newest version of a program makes of something; one that nobody looked at says nothing against it. */
function newest(versions) {
  return Object.values(versions ?? {}).at(-1) ?? 'y';
}
