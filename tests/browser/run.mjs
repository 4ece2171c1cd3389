// Starts the services that the browser tests need, runs every *.test.mjs (or those named), and stops them.
//
//   npm test                          all tests, with the program in target/debug
//   npm test -- letters.test.mjs      one file
//   PROGRAM_UNDER_TEST=… npm test  another program
//   SCREENSHOTS=folder npm test -- pictures.mjs   pictures of the pages, for people to look at
//   npm test -- readme.mjs  the pictures of docs/pictures anew

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { PROGRAM, SERVICES, STAGE, start } from './service.mjs';

/** Longer than any round of the demonstration stays open. */
const DAYS_UNTIL_ALL_CLOSED = 40;

const here = dirname(fileURLToPath(import.meta.url));
const program = resolve(process.env.PROGRAM_UNDER_TEST ?? join(here, '../../target/debug/common-ground'));
/** The service with a clock that tests move is an example: cargo builds it beside the program. */
const stage = process.env.STAGE_UNDER_TEST ?? join(dirname(program), 'examples/stage');

async function tests() {
  const named = process.argv.slice(2);
  if (named.length > 0) return named;
  const found = (await readdir(here)).filter((name) => name.endsWith('.test.mjs')).sort();
  return process.env.SCREENSHOTS ? [...found, 'pictures.mjs'] : found;
}

async function main() {
  await access(program).catch(() => {
    throw new Error(`${program} is not there: build it with \`cargo build\``);
  });
  await access(stage).catch(() => {
    throw new Error(`${stage} is not there: build it with \`cargo build --example stage\``);
  });
  const later = new Date(Date.now() + DAYS_UNTIL_ALL_CLOSED * 24 * 3600 * 1000).toISOString();
  const started = [];
  try {
    for (const options of [{}, {}, { asOf: later }]) started.push(await start(program, options));
    const [today, answering, closed] = started;
    // Pages are drawn by one browser a file; two files at once are what a small machine bears.
    const words = ['--test', '--test-concurrency=2', '--test-reporter=spec', ...(await tests())];
    const env = { ...process.env, [PROGRAM]: program, [STAGE]: stage, [SERVICES]: JSON.stringify({ today, answering, closed }) };
    const runner = spawn(process.execPath, words, { cwd: here, env, stdio: 'inherit' });
    const [code] = await once(runner, 'exit');
    process.exitCode = code ?? 1;
  } finally {
    await Promise.all(started.map((service) => service.stop()));
  }
}

main().catch((problem) => {
  console.error(problem.message);
  process.exitCode = 1;
});
