import { expect, it } from 'vitest';
import { by, failed, type Way } from './way.ts';

it('R30 takes polls after two sockets were refused, and a socket again when polls fail too', () => {
  let choice = by('socket');
  const tried: Way[] = [];
  for (let i = 0; i < 7; i++) {
    tried.push(choice.way);
    choice = failed(choice);
  }
  expect(tried).toEqual(['socket', 'socket', 'polls', 'socket', 'socket', 'polls', 'socket']);
});
