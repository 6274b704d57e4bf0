import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import * as aws4 from 'aws4';

/** What the metadata service hands out, and the store accepts. */
export const CREDENTIALS = {
  id: 'AKIDEXAMPLE',
  key: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  token: 'IQoJb3/+=token',
};
const SESSION = 'session-token==';

/** A metadata service and a secret store at one address: the outermost edge, which a test cannot reach. */
export class FakeSecretStore {
  /** Values by name. */
  public readonly values = new Map<string, string>();
  /** Names that the role may not read. */
  public readonly denied = new Set<string>();
  /** The key that requests are checked with; another one than the metadata service's refuses all. */
  public key = CREDENTIALS.key;
  /** Whether the instance has its role already. */
  public role = true;
  private readonly server: http.Server;
  private readonly asked = new Map<string, number>();

  public constructor(provider: 'aws' | 'alicloud') {
    this.server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const [status, body] = this.answer(provider, request, Buffer.concat(chunks).toString());
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
      });
    });
  }

  public async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(provider: 'aws' | 'alicloud', request: http.IncomingMessage, body: string): [number, string] {
    const url = new URL(request.url ?? '/', 'http://store');
    const prefix = provider === 'aws' ? 'x-aws-ec2' : 'x-aliyun-ecs';
    if (url.pathname === '/latest/api/token')
      return request.method === 'PUT' && request.headers[`${prefix}-metadata-token-ttl-seconds`] !== undefined
        ? [200, SESSION]
        : [400, ''];
    if (url.pathname.startsWith('/latest/meta-data/') && !this.role) return [404, ''];
    if (url.pathname.startsWith('/latest/meta-data/'))
      return request.headers[`${prefix}-metadata-token`] === SESSION ? roleDocument(provider, url.pathname) : [401, ''];
    return provider === 'aws' ? this.aws(request, body) : this.alicloud(request, url);
  }

  private aws(request: http.IncomingMessage, body: string): [number, string] {
    const { authorization = '', ...headers } = request.headers;
    const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
    const signed = aws4.sign(
      {
        service: 'secretsmanager',
        region: 'eu-central-1',
        method: request.method,
        path: request.url,
        body,
        headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
        extraHeadersToIgnore: { 'content-length': true },
      } as aws4.Request,
      { accessKeyId: CREDENTIALS.id, secretAccessKey: this.key },
    );
    const required = ['host', 'x-amz-date', 'x-amz-security-token', 'x-amz-target'];
    if (!required.every((name) => names.includes(name)) || headers['x-amz-security-token'] !== CREDENTIALS.token)
      return [400, JSON.stringify({ __type: 'UnrecognizedClientException' })];
    if (signed.headers?.Authorization !== authorization)
      return [400, JSON.stringify({ __type: 'InvalidSignatureException' })];
    const { SecretId: name } = JSON.parse(body) as { SecretId: string };
    const value = this.read(name);
    if (value === undefined) return [400, JSON.stringify({ __type: 'AccessDeniedException' })];
    return [200, JSON.stringify({ Name: name, SecretString: value })];
  }

  private alicloud(request: http.IncomingMessage, { searchParams }: URL): [number, string] {
    const { Signature: signature, ...fields } = Object.fromEntries(searchParams);
    if (fields.AccessKeyId !== CREDENTIALS.id || fields.SecurityToken !== CREDENTIALS.token)
      return [400, JSON.stringify({ Code: 'InvalidSecurityToken.Malformed' })];
    if (signature !== rpcSignature(request.method ?? '', fields, this.key))
      return [400, JSON.stringify({ Code: 'SignatureDoesNotMatch' })];
    const value = this.read(fields.SecretName ?? '');
    if (value === undefined || fields.Action !== 'GetSecretValue' || fields.Version !== '2016-01-20')
      return [403, JSON.stringify({ Code: 'Forbidden.NoPermission' })];
    return [200, JSON.stringify({ SecretName: fields.SecretName, SecretData: value, SecretDataType: 'text' })];
  }

  /** How often an entry was asked for. */
  public requests(name: string): number {
    return this.asked.get(name) ?? 0;
  }

  private read(name: string): string | undefined {
    this.asked.set(name, this.requests(name) + 1);
    return this.denied.has(name) ? undefined : this.values.get(name);
  }
}

function roleDocument(provider: 'aws' | 'alicloud', path: string): [number, string] {
  if (path.endsWith('/security-credentials/')) return [200, 'shop-control-plane'];
  if (!path.endsWith('/security-credentials/shop-control-plane')) return [404, ''];
  const { id, key, token } = CREDENTIALS;
  return [
    200,
    JSON.stringify(
      provider === 'aws'
        ? { Code: 'Success', AccessKeyId: id, SecretAccessKey: key, Token: token }
        : { Code: 'Success', AccessKeyId: id, AccessKeySecret: key, SecurityToken: token },
    ),
  ];
}

/** The signature of Alibaba Cloud's RPC style, written apart from the program that is tested. */
export function rpcSignature(method: string, fields: Readonly<Record<string, string>>, key: string): string {
  const encode = (text: string) =>
    [...Buffer.from(text)]
      .map((byte) => (/[A-Za-z0-9_.~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : hex(byte)))
      .join('');
  const query = Object.keys(fields)
    .sort()
    .map((name) => `${encode(name)}=${encode(fields[name] ?? '')}`)
    .join('&');
  return createHmac('sha1', `${key}&`)
    .update(`${method}&${encode('/')}&${encode(query)}`)
    .digest('base64');
}

function hex(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
