import { App, Chart } from 'cdk8s';
import { perRoot } from '../../lib/core/per-root';

it('makes one state for each tree, at the first question, found from everywhere in it', () => {
  let made = 0;
  const state = perRoot(() => ({ number: ++made }));
  const [one, other] = [new App(), new App()];
  expect(made).toBe(0);
  const inside = new Chart(new Chart(one, 'a'), 'b');
  expect(state(inside)).toBe(state(one));
  expect(state(other)).not.toBe(state(one));
  expect(made).toBe(2);
});

it('keeps what two modules hold of one tree apart', () => {
  const [a, b] = [perRoot(() => []), perRoot(() => [])];
  const root = new App();
  expect(a(root)).not.toBe(b(root));
});
