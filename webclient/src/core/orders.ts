// The educator's orders that are under way: kept until the server says done or refuses, and sent again after a break.
import type { Command } from '../generated/protocol.ts';

export type Order = Command['order'];

/** Orders not yet answered, oldest first. */
export type Orders = readonly Command[];

export const add = (orders: Orders, id: string, order: Order): Orders => [...orders, { kind: 'command', id, order }];

/** Without the one that the server has answered. */
export const settle = (orders: Orders, id: string | null): Orders => orders.filter((command) => command.id !== id);

/** Whether an order of this sort is under way. */
export const isPending = (orders: Orders, does: Order['do']): boolean =>
  orders.some((command) => command.order.do === does);

/** Whether an order of this sort is under way that is for this child alone or among others. */
export const isPendingFor = (orders: Orders, does: Order['do'], learner: string): boolean =>
  orders.some(({ order }) => order.do === does && recipients(order).includes(learner));

/** The children that an order is for; none when it is for all. */
export function recipients(order: Order): readonly string[] {
  switch (order.do) {
    case 'open_page':
      return order.to ?? [];
    case 'praise':
      return order.to ? [order.to] : [];
    case 'hint':
    case 'attend':
      return [order.to];
    case 'spotlight':
      return order.learner ? [order.learner] : [];
    default:
      return [];
  }
}
