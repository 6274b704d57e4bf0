import { ETCD_VACANT } from '../../../../lib/scheduling/bootstrap/scripts/etcd-vacant';
import { Sandbox } from './sandbox';

describe('in place of etcd', () => {
  const sandbox = new Sandbox();
  afterAll(() => sandbox.remove());
  const answer = (request: string) =>
    sandbox.run(ETCD_VACANT, { SERVED_FILE: sandbox.path('served') }, request).stdout.split('\r\n');

  test('the question for members is answered', () => {
    const lines = answer('GET /members HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(lines[0]).toBe('HTTP/1.1 200 OK');
    expect(lines).toContain('Content-Length: 7');
    expect(lines.slice(-2)).toEqual(['', 'vacant\n']);
  });

  test('who had data once does not say that it is new', () => {
    sandbox.write('served');
    const lines = answer('GET /members HTTP/1.1\r\nHost: a\r\n\r\n');
    sandbox.delete('served');
    expect(lines).toContain('Content-Length: 7');
    expect(lines.at(-1)).toBe('served\n');
  });

  test.each([
    'POST /raft HTTP/1.1\r\n\r\n',
    'GET /raft/stream/message/ff HTTP/1.1\r\n\r\n',
    'GET /membersx HTTP/1.1\r\n\r\n',
  ])('%j is refused', (request) => {
    expect(answer(request)[0]).toBe('HTTP/1.1 503 Service Unavailable');
  });

  test('who says nothing gets nothing', () => {
    expect(answer('')).toEqual(['']);
  });
});
