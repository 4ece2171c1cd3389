// The letters that the demonstration left as files.

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import PostalMime from 'postal-mime';

/** Every letter, parsed: `subject`, `to`, `text`, `html`, `attachments`, `headers`. */
export async function letters(service) {
  const folder = join(service.out, 'mail');
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.eml')).sort();
  return Promise.all(files.map(async (name) => PostalMime.parse(await readFile(join(folder, name)))));
}

/** A template with a colour in each place that the palette fills. */
const coloured = (html) => html.replaceAll(/\{\{ (?:light|dark)\.\w+ \}\}/g, '#000000');

/** The HTML of every email as it is written, and the parts that they share; styles for the head apart. */
export async function templates() {
  const folders = ['letters', 'report', 'report/part'].map((one) => new URL(`../../templates/${one}/`, import.meta.url));
  const isEmail = (folder, name) =>
    name.endsWith('.html') && name !== 'email-style.html' && (folder.pathname.endsWith('/letters/') || name.startsWith('email'));
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = (await readdir(folder)).filter((name) => isEmail(folder, name));
      return Promise.all(names.map(async (name) => ({ name, html: coloured(await readFile(new URL(name, folder), 'utf8')) })));
    }),
  );
  return found.flat();
}

/** The first address in a letter's text whose path begins so. */
export function linkIn(letter, path) {
  const addresses = letter.text?.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  return addresses.find((address) => new URL(address).pathname.startsWith(path));
}

/** The letters that bring the summary of a course to managers: those with a picture in them. */
export async function summaries(service) {
  const all = await letters(service);
  return all.filter((letter) => letter.html && letter.attachments.some((part) => part.mimeType.startsWith('image/')));
}

/** A letter's HTML with its pictures in it, as a mail program shows it after "show images". */
export function withPictures(letter) {
  return letter.attachments.reduce((html, part) => {
    if (!part.contentId) return html;
    const data = `data:${part.mimeType};base64,${Buffer.from(part.content).toString('base64')}`;
    return html.replaceAll(`cid:${part.contentId.replace(/^<|>$/g, '')}`, data);
  }, letter.html);
}
