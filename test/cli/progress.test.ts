import { Progress } from '../../lib/cli/progress';
import { Terminal } from '../../lib/cli/terminal';
import { Captured } from './captured';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('Progress', () => {
  test('says nothing about what is done within a second', () => {
    const stream = new Captured(true);
    const progress = new Progress(new Terminal(stream, false));
    progress.step('Loading');
    jest.advanceTimersByTime(900);
    progress.end();
    jest.advanceTimersByTime(5_000);
    expect(stream.text).toBe('');
  });

  test('shows what takes longer, and what comes after it, and takes the line away', () => {
    const stream = new Captured(true);
    const progress = new Progress(new Terminal(stream, false));
    progress.step('Loading');
    jest.advanceTimersByTime(1_100);
    progress.step('Planning');
    progress.end();
    expect(stream.text).toBe('\r\u001b[KLoading …\r\u001b[KPlanning …\r\u001b[K');
  });

  test('says nothing where nobody looks', () => {
    const stream = new Captured(false);
    const progress = new Progress(new Terminal(stream, false));
    progress.step('Loading');
    jest.advanceTimersByTime(5_000);
    progress.end();
    expect(stream.text).toBe('');
  });
});
