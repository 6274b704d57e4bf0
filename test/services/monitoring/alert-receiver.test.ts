import { Secret } from '../../../lib/core/secret';
import { AlertReceiver } from '../../../lib/services';
import { sample } from '../sample';

const { platform } = sample();
const secret = Secret.fromEnvironment(platform, 'hook', 'HOOK').value;
const mail = { to: 'on-call@example.com', from: 'platform@example.com', server: 'smtp.example.com:465' };

it.each<[number, AlertReceiver]>([
  [443, AlertReceiver.webhook('https://alerts.example.com/hook')],
  [443, AlertReceiver.webhook(`https://alerts.example.com/${secret}`)],
  [443, AlertReceiver.webhook(secret)],
  [80, AlertReceiver.webhook('http://alerts.example.com')],
  [8443, AlertReceiver.webhook('https://alerts.example.com:8443/hook')],
  [465, AlertReceiver.email(mail)],
])('is reached at port %i', (port, receiver) => {
  expect(receiver.fault).toBeUndefined();
  expect(receiver.port).toBe(port);
});

it.each<[string, AlertReceiver]>([
  ['alerts.example.com', AlertReceiver.webhook('alerts.example.com')],
  ['ftp://alerts.example.com', AlertReceiver.webhook('ftp://alerts.example.com')],
  ['"on call"', AlertReceiver.email({ ...mail, to: 'on call' })],
  ['"a@b,c@d"', AlertReceiver.email({ ...mail, to: 'a@b,c@d' })],
  ['"platform"', AlertReceiver.email({ ...mail, from: 'platform' })],
  ['"smtp.example.com"', AlertReceiver.email({ ...mail, server: 'smtp.example.com' })],
  ['"smtp.example.com:70000"', AlertReceiver.email({ ...mail, server: 'smtp.example.com:70000' })],
])('refuses %s', (shown, receiver) => {
  expect(receiver.fault?.message).toContain(shown);
});
