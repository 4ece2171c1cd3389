// Whether pages are valid HTML, by the checker of the W3C. It runs on Java.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CHECKER = fileURLToPath(new URL('node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));
/** Its answer about pages with many faults, in bytes. */
const ANSWER = 64 << 20;

/** Whether there is Java here. */
export const hasJava = () => run('java', ['-version']).then(() => true, () => false);

/** The faults of pages, given as a map of what each is called and its HTML: “the page, line 3: what is wrong”. */
export async function faults(pages) {
  const folder = await mkdtemp(join(tmpdir(), 'common-ground-html-'));
  try {
    const names = [...pages.keys()];
    await Promise.all(names.map((name, at) => writeFile(join(folder, `${at}.html`), pages.get(name))));
    const args = ['-jar', CHECKER, '--format', 'json', '--errors-only', '--exit-zero-always', '--stdout', folder];
    const { stdout } = await run('java', args, { maxBuffer: ANSWER });
    const name = ({ url }) => names[Number.parseInt(basename(url), 10)];
    return JSON.parse(stdout).messages.map((fault) => `${name(fault)}, line ${fault.lastLine}: ${fault.message}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
