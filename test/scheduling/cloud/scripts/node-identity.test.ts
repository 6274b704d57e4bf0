import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import type { KubernetesCloud } from 'altostratus';
import { nodeIdentity } from '../../../../lib/scheduling/cloud/scripts/node-identity';

const TOKEN = 'token-1';

/** A metadata service that answers only who shows the token that it gave. */
function metadata(header: string, answers: Readonly<Record<string, string>>, refuse = 0): http.Server {
  let refusals = refuse;
  return http.createServer((request, response) => {
    const url = request.url ?? '';
    if (refusals-- > 0) response.writeHead(503).end();
    else if (request.method === 'PUT' && url === '/latest/api/token' && request.headers[`${header}-ttl-seconds`])
      response.end(TOKEN);
    else if (answers[url] !== undefined && (header === '' || request.headers[header] === TOKEN))
      response.end(answers[url]);
    else response.writeHead(401).end();
  });
}

describe('the program that says which instance a host is', () => {
  let folder: string;
  /** How many lines each run has said that it waits with. */
  let waits: number[];
  beforeEach(() => {
    waits = [];
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'identity-'));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  async function run(cloud: KubernetesCloud, server: http.Server, flags = '--cloud-provider=external ') {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const result = path.join(folder, 'made/identity.env');
    const program = path.join(folder, 'program');
    fs.writeFileSync(program, nodeIdentity(cloud));
    const child = spawn('bash', [program], {
      env: {
        PATH: process.env.PATH ?? '',
        http_proxy: 'http://127.0.0.1:9', // the metadata service is never behind a proxy
        METADATA: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        KUBELET_FLAGS: flags,
        RESULT: result,
      },
    });
    let said = '';
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    server.close();
    waits.push(said.split('\n').filter((line) => line.startsWith('Waiting: ')).length);
    return { code, text: fs.existsSync(result) ? fs.readFileSync(result, 'utf8') : undefined };
  }

  const AWS_ANSWERS = {
    '/latest/meta-data/placement/availability-zone': 'eu-central-1b',
    '/latest/meta-data/instance-id': 'i-0abc',
  };

  it('asks AWS with a token, again until it is answered', async () => {
    await expect(run('aws', metadata('x-aws-ec2-metadata-token', AWS_ANSWERS, 2))).resolves.toEqual({
      code: 0,
      text: 'KUBELET_EXTRA_ARGS="--cloud-provider=external --provider-id=aws:///eu-central-1b/i-0abc"\n',
    });
    expect(waits).toEqual([1]);
  });

  it('finds the id in what OpenStack says of an instance', async () => {
    const uuid = 'd8e02d56-2648-49a3-bf97-6be8f1204f38';
    const server = metadata('', {
      '/openstack/latest/meta_data.json': JSON.stringify({ hostname: 'x', project_id: 'f00', uuid, name: 'w"1' }),
    });
    await expect(run('openstack', server, '')).resolves.toEqual({
      code: 0,
      text: `KUBELET_EXTRA_ARGS="--provider-id=openstack:///${uuid}"\n`,
    });
  });

  it('asks Alibaba Cloud with a token', async () => {
    const server = metadata('x-aliyun-ecs-metadata-token', {
      '/latest/meta-data/region-id': 'cn-hangzhou',
      '/latest/meta-data/instance-id': 'i-bp1',
    });
    await expect(run('alicloud', server)).resolves.toEqual({
      code: 0,
      text: 'KUBELET_EXTRA_ARGS="--cloud-provider=external --provider-id=cn-hangzhou.i-bp1"\n',
    });
    expect(waits).toEqual([0]);
  });

  it.each(['i-1 --feature-gates=X=true', 'i-1"\nX="', '$(id)'])('writes nothing from the id %j', async (id) => {
    const server = metadata('x-aws-ec2-metadata-token', { ...AWS_ANSWERS, '/latest/meta-data/instance-id': id });
    await expect(run('aws', server)).resolves.toEqual({ code: 1, text: undefined });
  });
});
