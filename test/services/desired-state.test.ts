import { execFile, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { requestFiles } from '../../lib/services/desired-state';
import type { DesiredRequest } from '../../lib/services/desired-state';
import { APPLY, RUN } from '../../lib/services/desired-state-script';

interface Seen {
  readonly request: string;
  readonly body: string;
  readonly type: string | undefined;
  readonly token: string | undefined;
}

type Answer = (request: string) => { readonly code: number; readonly body?: string };

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'desired-state-'));
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** Runs the script as its pod does, against a server that answers as told. */
async function apply(requests: readonly DesiredRequest[], answer: Answer) {
  const seen: Seen[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const name = `${String(request.method)} ${String(request.url)}`;
      const token = request.headers.accesstoken as string | undefined;
      seen.push({ request: name, body, type: request.headers['content-type'], token });
      const { code, body: text = '' } = answer(name);
      response.writeHead(code).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const REQUESTS = fs.mkdtempSync(path.join(folder, 'requests-'));
  for (const [file, text] of Object.entries(requestFiles(requests))) fs.writeFileSync(path.join(REQUESTS, file), text);
  const URL = `http://127.0.0.1:${port}`;
  const env = { PATH: process.env.PATH, REQUESTS, URL, WORK: REQUESTS, CONTENT_TYPE: 'application/json' };
  const { code, output } = await new Promise<{ code: number; output: string }>((resolve) => {
    execFile('sh', ['-c', APPLY], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return { code, output, seen };
}

const put = (url: string, body?: string): DesiredRequest => ({
  verb: 'PUT',
  path: url,
  accepted: [200, 201],
  ...(body !== undefined && { body }),
});

it('sends all requests in order, bodies as they are', async () => {
  const body = '{"password":"it\'s $HOME `x` \\"y\\""}';
  const { code, seen } = await apply([put('/a', body), put('/b?x=1%3A2')], () => ({ code: 201 }));
  expect(code).toBe(0);
  expect(seen).toEqual([
    { request: 'PUT /a', body, type: 'application/json', token: undefined },
    { request: 'PUT /b?x=1%3A2', body: '', type: 'application/json', token: undefined },
  ]);
});

it('ends at the first answer that is not accepted, and shows it', async () => {
  const { code, seen, output } = await apply([put('/a'), put('/b'), put('/c')], (name) =>
    name === 'PUT /b' ? { code: 400, body: 'no such thing' } : { code: 200 },
  );
  expect(code).toBe(1);
  expect(seen.map(({ request }) => request)).toEqual(['PUT /a', 'PUT /b']);
  expect(output).toContain('PUT /b: 400');
  expect(output).toContain('no such thing');
});

it('shows who it is after it has logged in', async () => {
  const login: DesiredRequest = { verb: 'LOGIN', path: '/login', accepted: [200], body: '{}' };
  const { code, seen } = await apply([login, put('/a')], () => ({
    code: 200,
    body: '{"accessToken":"abc.def-1","tokenTtl":18000}',
  }));
  expect(code).toBe(0);
  expect(seen.map(({ request, token }) => [request, token])).toEqual([
    ['POST /login', undefined],
    ['PUT /a', 'abc.def-1'],
  ]);
});

it('fails where logging in gives no token', async () => {
  const login: DesiredRequest = { verb: 'LOGIN', path: '/login', accepted: [200], body: '{}' };
  expect((await apply([login, put('/a')], () => ({ code: 200, body: '{}' }))).code).toBe(1);
});

it('fails where nobody answers', async () => {
  const REQUESTS = fs.mkdtempSync(path.join(folder, 'requests-'));
  for (const [file, text] of Object.entries(requestFiles([put('/a')])))
    fs.writeFileSync(path.join(REQUESTS, file), text);
  const env = {
    PATH: process.env.PATH,
    REQUESTS,
    URL: 'http://127.0.0.1:1',
    WORK: REQUESTS,
    CONTENT_TYPE: 'application/json',
  };
  const code = await new Promise((resolve) => execFile('sh', ['-c', APPLY], { env }, (error) => resolve(error?.code)));
  expect(code).toBe(1);
});

it('notes that all was accepted, and ends when it is told to', async () => {
  const SCRIPTS = fs.mkdtempSync(path.join(folder, 'scripts-'));
  fs.writeFileSync(path.join(SCRIPTS, 'apply.sh'), 'exit 0\n');
  const noted = new Promise<void>((resolve) => {
    const watcher = fs.watch(SCRIPTS, (_, file) => {
      if (file !== 'applied') return;
      watcher.close();
      resolve();
    });
  });
  // A group of its own, so that what it waits for ends with it as it does with a container.
  const child = spawn('sh', ['-c', RUN], { env: { PATH: process.env.PATH, SCRIPTS, WORK: SCRIPTS }, detached: true });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await noted;
  process.kill(-(child.pid as number), 'SIGTERM');
  expect(await ended).toBe(0);
});
