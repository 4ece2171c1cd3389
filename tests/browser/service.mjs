// A service to test against: the real program, filled by its own demonstration, on a port and in a folder of its own.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where `run.mjs` leaves, for the files of tests, what it has started. */
export const SERVICES = 'SERVICES_UNDER_TEST';

/** Where `run.mjs` leaves the program itself. */
export const PROGRAM = 'PROGRAM_UNDER_TEST';
/** Where `run.mjs` leaves the program with a clock that tests move. */
export const STAGE = 'STAGE_UNDER_TEST';

const READY_WITHIN_MS = 120_000;
const STOPS_WITHIN_MS = 20_000;

/**
 * Makes a demonstration and serves it until `stop()`.
 *
 * `settings` are further ones of the environment. With `asOf` (RFC 3339) it is first brought to that moment: a service whose open rounds have closed since.
 */
export async function start(program, { asOf, settings: more = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'common-ground-browser-'));
  const port = await freePort();
  const out = join(folder, 'demo');
  const settings = {
    COMMON_GROUND_ADDRESS: '127.0.0.1',
    COMMON_GROUND_PORT: String(port),
    COMMON_GROUND_SITE_URL: `http://127.0.0.1:${port}`,
    COMMON_GROUND_DATA_DIR: join(folder, 'data'),
    ...more,
  };
  const env = { ...surroundings(), ...settings };
  const options = { cwd: folder, env };
  let server;
  if (asOf) {
    await finish(spawn(program, ['demo', '--no-serve', '--out', out], options));
    await finish(spawn(program, ['run-due', '--as-of', asOf], options));
    server = spawn(program, ['serve'], options);
  } else {
    server = spawn(program, ['demo', '--out', out], options);
  }
  const stop = async () => {
    await end(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await listening(server);
    const demo = JSON.parse(await readFile(join(out, 'demo.json'), 'utf8'));
    return { url: settings.COMMON_GROUND_SITE_URL, out, demo, stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

/**
 * An empty service whose clock stands at `time` until `moveTo()` moves it; its letters go to the SMTP server at `smtp`.
 *
 * `moveTo()` comes back when everything is done that the new time has caused, and all letters have left. `setUp` is the
 * link of the first start.
 */
export async function stage(smtp, time) {
  const folder = await mkdtemp(join(tmpdir(), 'common-ground-stage-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    COMMON_GROUND_ADDRESS: '127.0.0.1',
    COMMON_GROUND_PORT: String(port),
    COMMON_GROUND_SITE_URL: url,
    COMMON_GROUND_DATA_DIR: join(folder, 'data'),
    COMMON_GROUND_SMTP_URL: smtp,
    COMMON_GROUND_MAIL_FROM: 'Library <survey@library.example.org>',
  };
  const options = { cwd: folder, env: { ...surroundings(), ...settings } };
  const setUp = await firstStart(options);
  const server = spawn(process.env[STAGE], [time], options);
  const said = listen(server);
  const stop = async () => {
    // It waits for the next time until there can be none.
    server.stdin.end();
    await end(server);
    await rm(folder, { recursive: true, force: true });
  };
  const moveTo = (next) => {
    const had = said.out.length;
    const done = until(server, said, () => said.out.slice(had).includes('done\n'));
    server.stdin.write(`${next}\n`);
    return done;
  };
  try {
    await listening(server, said);
    return { url, setUp, moveTo, stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

/** Starts the program as it is for the first time, and takes down the link to set it up that it prints. */
async function firstStart(options) {
  const server = spawn(process.env[PROGRAM], ['serve'], options);
  const said = listen(server);
  try {
    await until(server, said, () => /\/set-up\/\S+\n/.test(said.out));
    return said.out.match(/http\S+\/set-up\/\S+/)[0];
  } finally {
    await end(server);
  }
}

/**
 * What `run.mjs` has started: a service to look at, one to answer and count answers in, and one whose rounds have all
 * closed.
 */
export function services() {
  const started = process.env[SERVICES];
  if (!started) throw new Error('no service was started for the tests: run them with `npm test`, or scripts/test browser');
  return JSON.parse(started);
}

/** The environment without settings of whoever runs the tests. */
function surroundings() {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('COMMON_GROUND_'));
  return Object.fromEntries(own);
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function finish(child) {
  const said = listen(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve(said.out);
      else reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}:\n${said.err}${said.out}`));
    });
  });
}

function listening(server, said = listen(server)) {
  return until(server, said, () => said.out.includes('Common Ground is at '));
}

/** Waits until what the program said is enough; fails if it ends or is too late. */
function until(server, said, enough) {
  return new Promise((resolve, reject) => {
    const settle = (act, value) => {
      clearTimeout(late);
      server.stdout.off('data', look);
      server.off('error', fail);
      server.off('exit', ended);
      act(value);
    };
    const look = () => enough() && settle(resolve);
    const fail = (problem) => settle(reject, problem);
    const ended = (code) => fail(new Error(`the service ended with ${code}:\n${said.err}${said.out}`));
    const late = setTimeout(() => fail(new Error(`the service is late:\n${said.out}${said.err}`)), READY_WITHIN_MS);
    server.stdout.on('data', look);
    server.once('error', fail);
    server.once('exit', ended);
  });
}

function listen(child) {
  const said = { out: '', err: '' };
  child.stdout.on('data', (piece) => (said.out += piece));
  child.stderr.on('data', (piece) => (said.err += piece));
  return said;
}

function end(server) {
  if (server.exitCode !== null || server.signalCode !== null) return undefined;
  return new Promise((resolve) => {
    const late = setTimeout(() => server.kill('SIGKILL'), STOPS_WITHIN_MS);
    server.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
    server.kill('SIGTERM');
  });
}
