import { createHash, createHmac } from 'node:crypto';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

/** An object store that checks signatures as AWS has them (Signature Version 4), and nothing else. */
export class ObjectStore {
  public readonly objects = new Map<string, Buffer>();
  public readonly faults: string[] = [];
  private readonly server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const fault = this.faultOf(request, body);
      if (fault !== undefined) this.faults.push(fault);
      else if (request.method === 'PUT') this.objects.set(request.url ?? '', body);
      else if (request.method === 'DELETE') this.objects.delete(request.url ?? '');
      response.writeHead(fault === undefined ? 200 : 403).end();
    });
  });

  public constructor(
    private readonly id: string,
    private readonly secret: string,
  ) {}

  public async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private faultOf({ method = '', url = '', headers }: http.IncomingMessage, body: Buffer): string | undefined {
    const match =
      /Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
        headers.authorization ?? '',
      );
    if (match === null) return `no signature: ${headers.authorization ?? ''}`;
    const [, id = '', day = '', region = '', signed = '', signature = ''] = match;
    const sum = String(headers['x-amz-content-sha256']);
    if (id !== this.id) return `not this key: ${id}`;
    if (sum !== createHash('sha256').update(body).digest('hex')) return `the sum of the content is not ${sum}`;
    if (!signed.split(';').includes('x-amz-content-sha256')) return `signed are only ${signed}`;
    const canonical = [
      method,
      url,
      '',
      ...signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
      '',
      signed,
      sum,
    ].join('\n');
    const scope = `${day}/${region}/s3/aws4_request`;
    const text = [
      'AWS4-HMAC-SHA256',
      headers['x-amz-date'],
      scope,
      createHash('sha256').update(canonical).digest('hex'),
    ].join('\n');
    const key = [day, region, 's3', 'aws4_request'].reduce<Buffer>(
      (before, part) => createHmac('sha256', before).update(part).digest(),
      Buffer.from(`AWS4${this.secret}`),
    );
    const right = createHmac('sha256', key).update(text).digest('hex');
    return right === signature ? undefined : `the signature of ${method} ${url} is wrong`;
  }
}
