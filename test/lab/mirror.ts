import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as http from 'node:http';
import * as path from 'node:path';
import { Lan } from './lan';
import { CACHE, PROJECT, recipe, tool, TOOLS } from './places';
import { run } from './shell';

/** The company's mirror of software: hosts have no other way to a program. */
export class LabMirror {
  private constructor(
    private readonly folder: string,
    private readonly server: http.Server,
  ) {}

  public static async start(): Promise<LabMirror> {
    const script = recipe('mirror.sh');
    const key = createHash('sha256')
      .update(TOOLS)
      .update(await fs.readFile(script))
      .update(String(existsSync(tool('previous'))))
      .digest('hex')
      .slice(0, 12);
    const folder = path.join(CACHE, `mirror-${key}`);
    if (!existsSync(folder)) await run('bash', [script, TOOLS, path.join(PROJECT, 'test/tools'), folder]);
    const server = http.createServer((request, response) => void answer(folder, request, response));
    const { hostname, port } = new URL(Lan.mirror);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(Number(port), hostname, resolve);
    });
    return new LabMirror(folder, server);
  }

  /** What `sha256sum` says of its files. */
  public get checksums(): string {
    return path.join(this.folder, 'SHA256SUMS');
  }

  public stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

async function answer(folder: string, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const file = path.join(folder, path.posix.normalize(`/${new URL(request.url ?? '/', Lan.mirror).pathname}`));
  const size = await fs.stat(file).then(
    (stat) => (stat.isFile() ? stat.size : undefined),
    () => undefined,
  );
  if (size === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-length': size });
  createReadStream(file).pipe(response);
}
