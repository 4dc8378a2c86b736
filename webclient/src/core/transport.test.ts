import { expect, it } from 'vitest';
import { begin, failed, type Transport } from './transport.ts';

it('R30 takes polls after two sockets were refused, and a socket again when polls fail too', () => {
  let choice = begin('socket');
  const tried: Transport[] = [];
  for (let i = 0; i < 7; i++) {
    tried.push(choice.by);
    choice = failed(choice);
  }
  expect(tried).toEqual(['socket', 'socket', 'polls', 'socket', 'socket', 'polls', 'socket']);
});
